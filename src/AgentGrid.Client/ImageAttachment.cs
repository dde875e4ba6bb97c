namespace AgentGrid.Client;

/// <summary>An image for the model to see: PNG, JPEG, GIF or WebP, told by its bytes.</summary>
/// <param name="Name">A file name to show.</param>
public sealed record ImageAttachment(ReadOnlyMemory<byte> Data, string? Name = null);
