namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A chunk and its score; higher is better.</summary>
public readonly record struct ScoredChunk(ChunkKey Key, float Score);
