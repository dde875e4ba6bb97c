using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded.Streams;

internal sealed partial class MemoryStreamProvider
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Stream {Provider}/{StreamId} dropped an event: a subscriber has {Limit} waiting")]
    private static partial void LogDropped(ILogger log, string provider, StreamId streamId, int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A subscriber of stream {Provider}/{StreamId} failed; the event is lost for it")]
    private static partial void LogDeliveryFailed(ILogger log, Exception error, string provider, StreamId streamId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An event of stream {Provider}/{StreamId} found no observer attached")]
    private static partial void LogNobodyListens(ILogger log, string provider, StreamId streamId);
}
