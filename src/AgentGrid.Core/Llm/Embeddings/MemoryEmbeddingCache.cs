using AgentGrid.Core.Llm.Caching;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>The last vectors, in memory: for a house without a store.</summary>
internal sealed class MemoryEmbeddingCache : IEmbeddingCache
{
    private const int MaxVectors = 1_000;

    private readonly BoundedCache<(string Model, string Hash), ReadOnlyMemory<float>> _vectors = new(MaxVectors);

    public ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<float>>> FindAsync(
        string model, IReadOnlyList<string> contentHashes, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        foreach (var hash in contentHashes)
        {
            if (_vectors.TryGet((model, hash), out var vector))
            {
                known[hash] = vector;
            }
        }

        return new(known);
    }

    public ValueTask StoreAsync(
        string model, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors, string? fileId, CancellationToken cancellationToken)
    {
        foreach (var (hash, vector) in vectors)
        {
            _vectors.Set((model, hash), vector);
        }

        return ValueTask.CompletedTask;
    }
}
