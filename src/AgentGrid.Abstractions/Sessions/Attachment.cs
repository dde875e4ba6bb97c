namespace AgentGrid.Sessions;

/// <summary>An image that was sent with a message. Its bytes are read at <see cref="Url"/>, by the session's owner only.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>image/webp</c>, as the bytes say.</param>
/// <param name="Name">The file name that came with it, or null.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hash of the bytes, lower-case hex.</param>
/// <param name="Url">Path on this server.</param>
/// <param name="Type">Always <c>image</c>.</param>
[GenerateSerializer, Immutable, Alias("attachment")]
public sealed record Attachment(
    [property: Id(0)] string Id,
    [property: Id(1)] string MediaType,
    [property: Id(2)] string? Name,
    [property: Id(3)] long Size,
    [property: Id(4)] string Sha256,
    [property: Id(5)] string Url,
    [property: Id(6)] string Type = "image");
