using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream.</summary>
public interface IAsyncStream
{
    /// <summary>Whether a subscriber may begin in the past. Memory streams of this engine are not rewindable.</summary>
    bool IsRewindable { get; }

    /// <summary>The name of its provider.</summary>
    string ProviderName { get; }

    /// <summary>Its identity.</summary>
    StreamId StreamId { get; }
}
