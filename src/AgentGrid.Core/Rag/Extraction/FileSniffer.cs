using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Decides by content what a file is; its name only breaks ties between kinds of text.</summary>
internal static class FileSniffer
{
    private const int HeadBytes = 16 * 1024;

    public static DetectedFile Detect(ExtractionSource source, ExtractionOptions options)
    {
        using var stream = source.Open();
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (BinarySignatures.Find(head.AsSpan(0, length)) is { } binary)
        {
            return binary.Kind == FileKind.Zip ? PackageSniffer.Detect(source, options) : binary;
        }

        stream.Position = 0;
        if (TextEncodingDetector.Detect(stream) is not { } encoding)
        {
            return new DetectedFile(FileKind.Unknown, "application/octet-stream") { Description = "binary data" };
        }

        var text = encoding.Encoding.GetString(head, 0, length).TrimStart('\uFEFF');
        var kind = TextSniffer.Classify(text, source.Extension);

        if (kind != FileKind.SourceCode && Utf7.Is(head.AsSpan(0, length)))
        {
            throw new ExtractionException(
                ExtractionCodes.GarbageText, "The text of this file is in UTF-7, an encoding of old mail that is not read. Save it again as UTF-8.");
        }

        // Markup says its encoding itself, and program text may hold anything.
        if (encoding.IsDoubtful && kind is not (FileKind.Html or FileKind.Xml or FileKind.Mail or FileKind.SourceCode))
        {
            throw new ExtractionException(
                ExtractionCodes.GarbageText, "The text of this file is in an encoding that cannot be told, so nothing in it could be found. Save it again as UTF-8.");
        }

        return new DetectedFile(kind, ContentTypes.Of(kind, source.Extension)) { Encoding = encoding };
    }
}
