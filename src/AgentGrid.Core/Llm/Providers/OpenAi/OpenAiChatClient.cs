using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Chat completions, streamed. Ends with <c>data: [DONE]</c>; imitators that leave it out end with a finish reason, and those that
/// do not stream send one JSON document.
/// </summary>
internal sealed class OpenAiChatClient(ProviderDefinition provider, HttpClient http) : StreamingChatClient
{
    private readonly ChatClient _client = OpenAiClients.Chat(provider, http);
    private readonly bool _official = provider.Type == ProviderTypes.OpenAi;

    // Learnt from the server's refusal to be asked; whether it does tell is seen in each answer.
    private volatile bool _tellsUsageUnasked;

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(messages, options, cancellationToken);
        var stream = new OpenAiStream(messages, thinkTags: !_official, provider.ApiKey);
        if (SseReader.IsWhole(response.Headers.TryGetValue("Content-Type", out var type) ? type : null))
        {
            using var whole = new OpenAiChunk(await SseReader.ReadWholeAsync(response.ContentStream!, cancellationToken));
            if (stream.ReadUsage(whole) is { } used)
            {
                yield return used;
            }

            yield return stream.Read(whole);
            foreach (var last in stream.Complete())
            {
                yield return last;
            }

            yield break;
        }

        await foreach (var item in SseReader.ReadAsync(response.ContentStream!, static (_, data) => OpenAiChunk.Parse(data), cancellationToken))
        {
            using var chunk = item.Data;
            if (chunk.IsDone)
            {
                stream.Done = true;
                break;
            }

            if (stream.ReadUsage(chunk) is { } usage)
            {
                yield return usage;
            }

            yield return stream.Read(chunk, isError: item.EventType == "error");
        }

        foreach (var update in stream.Complete())
        {
            yield return update;
        }
    }

    private async Task<PipelineResponse> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        if (!_tellsUsageUnasked)
        {
            try
            {
                return await SendAsync(messages, options, askUsage: true, cancellationToken);
            }
            catch (LlmException e) when (e.Code == LlmErrorCodes.BadRequest && e.Message.Contains(OpenAiRequest.StreamOptions, StringComparison.Ordinal))
            {
                // Mistral's own API, and older ones of others.
            }
        }

        var response = await SendAsync(messages, options, askUsage: false, cancellationToken);
        _tellsUsageUnasked = true;
        return response;
    }

    private async Task<PipelineResponse> SendAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, bool askUsage, CancellationToken cancellationToken)
    {
        using var body = BinaryContent.Create(BinaryData.FromBytes(OpenAiRequest.Write(messages, options, _official, askUsage)));
        var request = new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken };
        return (await _client.CompleteChatAsync(body, request)).GetRawResponse();
    }
}
