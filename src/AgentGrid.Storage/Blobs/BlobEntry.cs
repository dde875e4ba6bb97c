namespace AgentGrid.Storage.Blobs;

/// <summary>A blob as the orphan sweep sees it.</summary>
public sealed record BlobEntry(string Name, long Size, DateTimeOffset CreatedAt);
