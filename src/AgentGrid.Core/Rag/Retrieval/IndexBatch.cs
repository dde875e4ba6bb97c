using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Retrieval.Vectors;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Chunks made ready for both arms.</summary>
/// <param name="Keywords">Their words.</param>
/// <param name="Vectors">Their vectors, of those that have one, by ascending key.</param>
internal sealed record IndexBatch(PostingSegment Keywords, IReadOnlyList<EmbeddedChunk> Vectors)
{
    /// <summary>The same with the files' numbers raised.</summary>
    public IndexBatch Renumbered(int raise) => new(
        Keywords.Renumbered(raise),
        [.. Vectors.Select(vector => vector with { Key = vector.Key with { File = vector.Key.File + raise } })]);
}
