using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Shorthands for <see cref="IStreamProvider.GetStream{T}"/>.</summary>
public static class StreamProviderExtensions
{
    /// <summary>The stream of this key, without a namespace.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string id) =>
        streamProvider.GetStream<T>(StreamId.Create(null, id));

    /// <summary>The stream of this namespace and key.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string id) =>
        streamProvider.GetStream<T>(StreamId.Create(ns, id));
}
