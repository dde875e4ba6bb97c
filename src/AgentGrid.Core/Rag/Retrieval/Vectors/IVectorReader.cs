namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>A view of an index at one moment: later additions and removals do not show. Safe for many threads.</summary>
public interface IVectorReader
{
    /// <summary>Chunks in the view.</summary>
    int Count { get; }

    /// <summary>The <paramref name="count"/> chunks nearest to <paramref name="query"/>, exactly.</summary>
    /// <param name="query">A vector of the index's model; one of another form finds nothing.</param>
    /// <param name="count">Most hits.</param>
    /// <param name="also">Chunks whose scores are wanted whatever their rank.</param>
    /// <param name="cancellationToken">Stops a search of a remote index.</param>
    ValueTask<VectorMatches> SearchAsync(
        ReadOnlyMemory<byte> query, int count, IReadOnlyList<ChunkKey> also, CancellationToken cancellationToken = default);
}
