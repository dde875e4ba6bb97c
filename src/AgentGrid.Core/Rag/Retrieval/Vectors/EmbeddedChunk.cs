namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>A chunk's vector on its way into an index.</summary>
/// <param name="Key">The chunk.</param>
/// <param name="Embedding">Its vector, as <see cref="Embeddings.EmbeddingCodec"/> writes it.</param>
public readonly record struct EmbeddedChunk(ChunkKey Key, ReadOnlyMemory<byte> Embedding);
