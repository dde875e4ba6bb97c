using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>
/// Messages, streamed through the official client's raw response: it owns address, headers and key. The events are read
/// here, so that unknown ones are skipped and a stream without <c>message_stop</c> counts as broken.
/// </summary>
internal sealed class AnthropicChatClient(ProviderDefinition provider, HttpClient http) : StreamingChatClient
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    private readonly AnthropicClient _client = AnthropicClients.Create(provider, http);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var body = AnthropicRequest.Build(messages, options);
        var request = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, body);
        using var response = await _client.WithRawResponse.Messages.CreateStreaming(request, cancellationToken);
        await using var content = await response.RawMessage.Content.ReadAsStreamAsync(cancellationToken);
        var stream = new AnthropicStream(messages, provider.ApiKey);
        await foreach (var item in SseReader.ReadAsync(content, static (_, data) => ProviderJson.Parse(data), cancellationToken))
        {
            using var data = item.Data;
            if (stream.Read(data.RootElement) is { } update)
            {
                yield return update;
            }

            if (stream.Done)
            {
                yield break;
            }
        }

        throw new LlmException(
            LlmErrorCodes.StreamBroken, "The model provider's answer ended before it was complete.", retryable: true);
    }
}
