using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Streaming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary><c>streamGenerateContent</c> as server-sent events. There is no end mark: the finish reason is it.</summary>
internal sealed class GeminiChatClient(GeminiHttp http) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = GeminiRequest.Write(messages, options);
        using var response = await http.PostAsync(options?.ModelId ?? "", "streamGenerateContent?alt=sse", body, cancellationToken);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var stream = new GeminiStream(messages, http.Key);
        await foreach (var item in SseReader.ReadAsync(content, static (_, data) => ProviderJson.Parse(data), cancellationToken))
        {
            using var data = item.Data;
            if (stream.ReadUsage(data.RootElement) is { } usage)
            {
                yield return usage;
            }

            yield return stream.Read(data.RootElement);
        }

        foreach (var update in stream.Complete())
        {
            yield return update;
        }
    }
}
