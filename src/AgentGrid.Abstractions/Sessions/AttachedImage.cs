namespace AgentGrid.Sessions;

/// <summary>An attachment and where its bytes are.</summary>
/// <param name="Blob">Name of the blob; for the server only.</param>
[GenerateSerializer, Immutable, Alias("attached-image")]
public sealed record AttachedImage(
    [property: Id(0)] Attachment Attachment,
    [property: Id(1)] string Blob);
