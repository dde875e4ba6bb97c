using System.Buffers;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Recognises binary formats by their first bytes.</summary>
internal static class BinarySignatures
{
    private const int PdfHeaderWithin = 1024;

    /// <summary>White space and the bytes of UTF-8's byte order mark.</summary>
    private static readonly SearchValues<byte> Blank = SearchValues.Create(0x20, 0x09, 0x0A, 0x0D, 0x00, 0x0C, 0xEF, 0xBB, 0xBF);

    /// <summary>Control characters that no text has.</summary>
    private static readonly SearchValues<byte> Controls = SearchValues.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19);

    public static DetectedFile? Find(ReadOnlySpan<byte> head)
    {
        if (IsPdf(head))
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
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] when HasControls(head) => new(FileKind.Image, "image/gif"),
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => new(FileKind.Image, "image/bmp"),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => new(FileKind.Image, "image/webp"),
            [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..] => Unsupported("an RTF document; save it as DOCX or PDF"),
            [0x1F, 0x8B, ..] => Unsupported("a gzip archive; unpack it first"),
            [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => Unsupported("a 7z archive; unpack it or pack it as ZIP"),
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7, ..] => Unsupported("a RAR archive; unpack it or pack it as ZIP"),
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'M', (byte)'Z', _, 0, ..] => Unsupported("a program"),
            _ when head.StartsWith("SQLite format 3\0"u8) => Unsupported("a SQLite database; export its tables as CSV"),
            [(byte)'I', (byte)'D', (byte)'3', >= 2 and <= 4, ..] or [0, 0, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Unsupported("audio or video"),
            _ => null,
        };
    }

    /// <summary>
    /// A PDF begins with its header, maybe behind blanks. Readers also find it behind other bytes, but text that only speaks of PDF
    /// has it there too: the file must be binary then.
    /// </summary>
    private static bool IsPdf(ReadOnlySpan<byte> head)
    {
        var at = head[..Math.Min(head.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8);
        return at == 0 || (at > 0 && (head[..at].IndexOfAnyExcept(Blank) < 0 || HasControls(head)));
    }

    private static bool HasControls(ReadOnlySpan<byte> head) => head.ContainsAny(Controls);

    private static DetectedFile Unsupported(string description) =>
        new(FileKind.Unknown, "application/octet-stream") { Description = description };
}
