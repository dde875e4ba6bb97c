using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgentGrid.Core.Llm.Streaming;

/// <summary>
/// Reads a provider's server-sent events. The framing (CR, LF, CRLF, comments, characters split between reads) is
/// .NET's <see cref="SseParser{T}"/>; what is added is that a broken connection is a
/// <see cref="LlmErrorCodes.StreamBroken"/>, and that no single event may exceed <see cref="MaxEventBytes"/>.
/// </summary>
internal static class SseReader
{
    public const int MaxEventBytes = 16 * 1024 * 1024;

    /// <summary>Whether an answer is one JSON document instead of events.</summary>
    public static bool IsWhole(string? contentType) => contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The one document of an answer that is not streamed, of at most <see cref="MaxEventBytes"/>.</summary>
    public static async Task<JsonDocument> ReadWholeAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(new EventBoundStream(stream, MaxEventBytes), cancellationToken: cancellationToken);
        }
        catch (JsonException e)
        {
            throw new LlmException(LlmErrorCodes.Protocol, "The model provider sent something that is not JSON.", retryable: true, inner: e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new LlmException(LlmErrorCodes.StreamBroken, "The connection to the model provider broke.", retryable: true, inner: e);
        }
    }

    /// <summary>Events in order; ends at the end of the stream. An event cut by the end is dropped, as the standard says.</summary>
    public static async IAsyncEnumerable<SseItem<T>> ReadAsync<T>(
        Stream stream,
        SseItemParser<T> parse,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bounded = new EventBoundStream(stream, MaxEventBytes);
        var parser = SseParser.Create(bounded, (type, data) =>
        {
            bounded.EventCompleted();
            return parse(type, data);
        });
        await using var events = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            bool any;
            try
            {
                any = await events.MoveNextAsync();
            }
            catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException
                && !cancellationToken.IsCancellationRequested)
            {
                throw new LlmException(
                    LlmErrorCodes.StreamBroken, "The connection to the model provider broke.", retryable: true, inner: e);
            }

            if (!any)
            {
                yield break;
            }

            yield return events.Current;
        }
    }
}
