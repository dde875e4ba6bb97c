namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A candidate after fusion.</summary>
internal readonly record struct FusedChunk(ChunkKey Key, double Score, int? VectorRank, int? KeywordRank);
