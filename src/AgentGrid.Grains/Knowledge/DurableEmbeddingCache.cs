using System.Runtime.InteropServices;
using AgentGrid.Core.Llm.Embeddings;
using StoredVectors = AgentGrid.Storage.Knowledge.IEmbeddingCache;

namespace AgentGrid.Grains.Knowledge;

/// <summary>Keeps providers' vectors in the store, so that a restart or a second upload buys none again.</summary>
internal sealed class DurableEmbeddingCache(StoredVectors store, TimeProvider clock) : IEmbeddingCache
{
    public async ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(model, contentHashes, cancellationToken);
        return stored.ToDictionary(
            pair => pair.Key, ReadOnlyMemory<float> (pair) => MemoryMarshal.Cast<byte, float>(pair.Value).ToArray(), StringComparer.Ordinal);
    }

    public ValueTask StoreAsync(
        string model, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors, CancellationToken cancellationToken) =>
        store.AddAsync(
            model,
            vectors.ToDictionary(pair => pair.Key, pair => MemoryMarshal.AsBytes(pair.Value.Span).ToArray(), StringComparer.Ordinal),
            clock.GetUtcNow(),
            cancellationToken);
}
