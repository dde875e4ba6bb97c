using System.Text.Json;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>A model behind a real socket that answers by what its system prompt asks for.</summary>
internal sealed class TalkingModel : IAsyncDisposable
{
    private static readonly OpenAiWire Wire = new();
    private readonly List<(string Part, string Answer)> _answers;
    private FakeProviderServer _provider = null!;

    /// <param name="answers">The answer to a request whose body holds the part; the first that fits.</param>
    private TalkingModel(params (string Part, string Answer)[] answers) => _answers = [.. answers];

    /// <summary>Arguments of a server that uses the model as its default.</summary>
    public string[] Settings =>
    [
        "--AgentGrid:Llm:Providers:fake:Type", "openai-compatible", "--AgentGrid:Llm:Providers:fake:BaseUrl", _provider.Address + "/v1",
        "--AgentGrid:Llm:Providers:fake:Models:0", "m", "--AgentGrid:Llm:Aliases:default", "fake/m",
    ];

    /// <summary>The bodies of the chat requests so far, in order.</summary>
    public IReadOnlyList<JsonElement> Asked =>
        [.. _provider.Requests.Where(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal)).Select(request => request.Json)];

    /// <summary>All requests so far.</summary>
    public int Requests => _provider.Requests.Count;

    public static async Task<TalkingModel> StartAsync(params (string Part, string Answer)[] answers)
    {
        var model = new TalkingModel(answers);
        model._provider = await FakeProviderServer.StartAsync(model.AnswerAsync);
        return model;
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>The text of all messages of a request.</summary>
    public static string TextOf(JsonElement request) => string.Join(
        '\n', request.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").ToString()));

    private Task AnswerAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        var request = _provider.Requests[^1];
        if (!request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return FakeReplies.Error(404, "{}")(context);
        }

        var text = TextOf(request.Json);
        var answer = _answers.First(answer => text.Contains(answer.Part, StringComparison.Ordinal)).Answer;
        return FakeReplies.Stream(Wire.Text(answer))(context);
    }
}
