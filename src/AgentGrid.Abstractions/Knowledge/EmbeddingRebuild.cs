namespace AgentGrid.Knowledge;

/// <summary>How far an agent's change to another embedding model has come.</summary>
/// <param name="Embedding">The vectors that are being made.</param>
/// <param name="Files">Ready files that must have them before searches use them.</param>
/// <param name="Built">Those that have them.</param>
/// <param name="Error">Why it did not get further when it was last tried; it is tried again every minute.</param>
public sealed record EmbeddingRebuild(EmbeddingSpace Embedding, int Files, int Built, FileError? Error);
