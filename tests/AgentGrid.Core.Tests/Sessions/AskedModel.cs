using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>A model whose answer depends on what it is asked, and which keeps that.</summary>
internal sealed class AskedModel(Func<RecordedRequest, ChatScript> answer) : IChatClient
{
    public List<RecordedRequest> Requests { get; } = [];

    public IEnumerable<RecordedRequest> Answers => Requests.Where(request => !IsSummary(request));

    public IEnumerable<RecordedRequest> Summaries => Requests.Where(IsSummary);

    public static bool IsSummary(RecordedRequest request) => ModelRequest.Of(request.Options).Purpose == UsagePurposes.Summary;

    public static string TextOf(RecordedRequest request) => string.Join('\n', request.Messages.Select(message => message.Text));

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new RecordedRequest([.. messages], options);
        Requests.Add(request);
        return answer(request)(cancellationToken);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
