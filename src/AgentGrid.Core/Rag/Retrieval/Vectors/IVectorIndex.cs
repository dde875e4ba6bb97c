namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Vectors of one model, searched by nearness. One writer at a time; readers hold views and never wait. In memory by default; a
/// vector database can stand behind it for very large agents.
/// </summary>
public interface IVectorIndex
{
    /// <summary>A view of everything added so far.</summary>
    IVectorReader OpenReader();

    /// <summary>Adds chunks, whose keys are above all those added before and ascend.</summary>
    /// <exception cref="FormatException">A vector is not of the index's form and dimensions; nothing was added.</exception>
    ValueTask AddAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken = default);

    /// <summary>Removes the chunks of a file; harmless when there are none.</summary>
    ValueTask RemoveAsync(int file, CancellationToken cancellationToken = default);
}
