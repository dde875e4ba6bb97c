namespace AgentGrid.Server.Contracts.Chat;

/// <summary>An image that comes with a message: its bytes in <c>data</c>, or as a data URL in <c>url</c>.</summary>
/// <param name="Type">Must be <c>image</c>; may be left out.</param>
/// <param name="Data">The bytes as base64.</param>
/// <param name="Url">A data URL such as <c>data:image/png;base64,…</c>. Other addresses are refused: the server fetches nothing.</param>
/// <param name="MediaType">Informative: PNG, JPEG, GIF or WebP, as the bytes say.</param>
/// <param name="Name">A file name to show.</param>
internal sealed record ChatAttachment(
    string? Type = null,
    string? Data = null,
    string? Url = null,
    string? MediaType = null,
    string? Name = null);
