namespace AgentGrid.Knowledge;

/// <summary>An upload whose bytes are already in the blob store.</summary>
/// <param name="BlobName">The blob's opaque name.</param>
/// <param name="Name">The file's name as its user gave it, checked.</param>
[GenerateSerializer, Immutable, Alias("stored-upload")]
public sealed record StoredUpload(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string BlobName,
    [property: Id(2)] string Name,
    [property: Id(3)] long Size,
    [property: Id(4)] string Sha256);
