using AgentGrid.Core.Llm.Caching;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>The last vectors, in memory: questions repeat, documents are kept by their own store.</summary>
internal sealed class MemoryEmbeddingCache : IEmbeddingCache
{
    private const int MaxVectors = 1_000;

    private readonly BoundedCache<(string Model, string Hash), ReadOnlyMemory<float>> _vectors = new(MaxVectors);

    public ValueTask<ReadOnlyMemory<float>?> FindAsync(string model, string contentHash, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_vectors.TryGet((model, contentHash), out var vector) ? vector : (ReadOnlyMemory<float>?)null);

    public ValueTask StoreAsync(string model, string contentHash, ReadOnlyMemory<float> vector, CancellationToken cancellationToken)
    {
        _vectors.Set((model, contentHash), vector);
        return ValueTask.CompletedTask;
    }
}
