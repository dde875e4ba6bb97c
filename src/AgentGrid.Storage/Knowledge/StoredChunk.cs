namespace AgentGrid.Storage.Knowledge;

/// <summary>A row of <c>knowledge_chunks</c>.</summary>
/// <param name="Text">The exact text between the offsets.</param>
/// <param name="IndexText">What is indexed and embedded besides the text (title, heading path); null for none.</param>
/// <param name="Embedding">The vector in the embedder's own encoding; null where there is none.</param>
/// <param name="EmbeddedHash">Under which key the embedding cache has the vector; null where it has none.</param>
/// <param name="Places">Where its pages and sections begin, encoded; null when it holds text of one only.</param>
/// <param name="Dimensions">Length of the vector; 0 where there is none.</param>
public sealed record StoredChunk(
    string FileId,
    int Epoch,
    int Ordinal,
    string Text,
    string? Heading,
    int? Page,
    long StartOffset,
    long EndOffset,
    string ContentHash,
    byte[]? Embedding,
    string? EmbeddingModel,
    int Dimensions,
    string? IndexText = null,
    string? EmbeddedHash = null,
    string? Places = null)
{
    /// <summary>The chunk's id: file, epoch and ordinal.</summary>
    public string Id => ChunkIds.Of(FileId, Epoch, Ordinal);
}
