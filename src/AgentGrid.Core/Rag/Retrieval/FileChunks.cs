namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A file to be indexed.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Version">Which form of the file these are the chunks of; its hits say it.</param>
/// <param name="Count">About how many chunks there are; what is read at once goes by it. Null when nobody knows: it may be large.</param>
/// <param name="Chunks">Its chunks by ascending ordinal; read once.</param>
public sealed record FileChunks(string FileId, int Version, int? Count, IAsyncEnumerable<IndexedChunk> Chunks);
