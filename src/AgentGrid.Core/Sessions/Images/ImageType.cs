namespace AgentGrid.Core.Sessions.Images;

/// <summary>Tells images by their first bytes: what a sender calls them is no evidence.</summary>
public static class ImageType
{
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string WebP = "image/webp";

    /// <summary>The types that every vendor here reads.</summary>
    public static IReadOnlyList<string> All { get; } = [Png, Jpeg, Gif, WebP];

    /// <summary>The media type, or null when the bytes are none of these images.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? Gif
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? WebP
        : null;
}
