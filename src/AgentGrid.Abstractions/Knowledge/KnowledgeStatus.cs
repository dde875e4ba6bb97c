namespace AgentGrid.Knowledge;

/// <summary>An agent's files as a whole, and the vectors they are searched by.</summary>
/// <param name="Files">All files, those being deleted left out.</param>
/// <param name="Ready">Files that searches see.</param>
/// <param name="Chunks">Chunks that searches see.</param>
/// <param name="Embedding">The vectors that questions are compared with now; null before the first file is ready.</param>
/// <param name="Rebuild">The vectors that are being made to take their place; null when none are.</param>
public sealed record KnowledgeStatus(int Files, int Ready, long Chunks, EmbeddingSpace? Embedding, EmbeddingRebuild? Rebuild);
