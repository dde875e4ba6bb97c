namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Stable codes of the reasons why a document gives no text.</summary>
public static class ExtractionCodes
{
    /// <summary>The content is of no supported type.</summary>
    public const string UnsupportedFileType = FailureCodes.UnsupportedFileType;

    /// <summary>The file is empty.</summary>
    public const string FileEmpty = FailureCodes.FileEmpty;

    /// <summary>A password is needed to read the file.</summary>
    public const string FileEncrypted = "file_encrypted";

    /// <summary>The content contradicts its own format.</summary>
    public const string FileCorrupt = "file_corrupt";

    /// <summary>The file was read whole and holds no words (for example a scan without OCR).</summary>
    public const string NoTextFound = "no_text_found";

    /// <summary>The text is not language: wrong encoding, missing font tables.</summary>
    public const string GarbageText = "garbage_text";

    /// <summary>The archive unpacks to far more than it is.</summary>
    public const string ArchiveBomb = "archive_bomb";

    /// <summary>The document exceeds a stated limit (nesting, entries, sheets, size of one part).</summary>
    public const string TooComplex = "too_complex";

    /// <summary>The format needs a tool that this server does not have.</summary>
    public const string ExtractorUnavailable = "extractor_unavailable";

    /// <summary>Extraction took longer than allowed.</summary>
    public const string ExtractionTimeout = "extraction_timeout";
}
