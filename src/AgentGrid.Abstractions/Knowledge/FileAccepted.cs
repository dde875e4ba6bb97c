namespace AgentGrid.Knowledge;

/// <summary>Stream event: a file's bytes are stored and its row is queued.</summary>
[GenerateSerializer, Immutable, Alias("file-accepted")]
public sealed record FileAccepted([property: Id(0)] string FileId);
