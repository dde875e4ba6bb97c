namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Recognises binary formats by their first bytes.</summary>
internal static class BinarySignatures
{
    private const int PdfHeaderWithin = 1024;

    public static DetectedFile? Find(ReadOnlySpan<byte> head)
    {
        if (head[..Math.Min(head.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8) >= 0)
        {
            return new DetectedFile(FileKind.Pdf, ContentTypes.Of(FileKind.Pdf));
        }

        return head switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => new(FileKind.Zip, ContentTypes.Of(FileKind.Zip)),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => new(FileKind.Compound, ContentTypes.Of(FileKind.Compound)),
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => new(FileKind.Image, "image/png"),
            [0xFF, 0xD8, 0xFF, ..] => new(FileKind.Image, "image/jpeg"),
            [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => new(FileKind.Image, "image/tiff"),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => new(FileKind.Image, "image/gif"),
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => new(FileKind.Image, "image/bmp"),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => new(FileKind.Image, "image/webp"),
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => Unsupported("an RTF document; save it as DOCX or PDF"),
            [0x1F, 0x8B, ..] => Unsupported("a gzip archive; unpack it first"),
            [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => Unsupported("a 7z archive; unpack it or pack it as ZIP"),
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => Unsupported("a RAR archive; unpack it or pack it as ZIP"),
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'M', (byte)'Z', _, 0, ..] => Unsupported("a program"),
            [(byte)'S', (byte)'Q', (byte)'L', (byte)'i', (byte)'t', (byte)'e', (byte)' ', ..] => Unsupported("a SQLite database; export its tables as CSV"),
            [(byte)'I', (byte)'D', (byte)'3', ..] or [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Unsupported("audio or video"),
            _ => null,
        };
    }

    private static DetectedFile Unsupported(string description) =>
        new(FileKind.Unknown, "application/octet-stream") { Description = description };
}
