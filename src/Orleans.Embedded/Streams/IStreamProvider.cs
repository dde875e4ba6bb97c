using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A named source of streams.</summary>
public interface IStreamProvider
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Whether its streams can be rewound.</summary>
    bool IsRewindable { get; }

    /// <summary>The stream of this identity.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
