using AgentGrid.Knowledge;

namespace AgentGrid.Storage.Knowledge;

/// <summary>A row of <c>knowledge_epochs</c>: what an agent's questions are compared with.</summary>
/// <param name="Serving">The vectors that searches use.</param>
/// <param name="Target">The vectors that are being made, or whose predecessors are not all removed yet.</param>
/// <param name="Error">Why the last try got no further.</param>
public sealed record StoredEpoch(string AgentId, EmbeddingSpace Serving, EmbeddingSpace? Target, FileError? Error);
