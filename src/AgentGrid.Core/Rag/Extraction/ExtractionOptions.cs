namespace AgentGrid.Core.Rag.Extraction;

/// <summary>
/// Bounds on what one document may cost. Exceeding one fails the document with a reason; nothing else suffers. Section
/// <c>AgentGrid:Extraction</c>.
/// </summary>
public sealed class ExtractionOptions
{
    /// <summary>Where it is bound from.</summary>
    public const string Section = "AgentGrid:Extraction";

    /// <summary>Most characters of extracted text per document. Default 400 million; offsets are 32-bit.</summary>
    public int MaxTextChars { get; set; } = 400_000_000;

    /// <summary>Most seconds one document may take to extract, not counting what is done with its text meanwhile. Default 10 minutes.</summary>
    public int MaxSeconds { get; set; } = 600;

    /// <summary>
    /// Largest markup document that is parsed into a tree (HTML), in bytes. Default 24 MB: a tree costs about ten times its
    /// source in memory.
    /// </summary>
    public int MaxTreeBytes { get; set; } = 24_000_000;

    /// <summary>Deepest nesting of elements, objects or arrays that is followed. Default 512.</summary>
    public int MaxDepth { get; set; } = 512;

    /// <summary>Most bytes one string of a JSON document or one cell of a table may have. Default 8 MB.</summary>
    public int MaxTokenBytes { get; set; } = 8_000_000;

    /// <summary>Most entries an archive or an Office package may have. Default 20,000.</summary>
    public int MaxArchiveEntries { get; set; } = 20_000;

    /// <summary>Most bytes an archive may unpack to, all its entries and inner archives together. Default 1 GB.</summary>
    public long MaxUnpackedBytes { get; set; } = 1_000_000_000;

    /// <summary>Most times an archive may grow when unpacked, looked at after the first 20 MB. Default 150.</summary>
    public int MaxUnpackRatio { get; set; } = 150;

    /// <summary>How deep archives and mail attachments may lie inside each other. Default 3.</summary>
    public int MaxContainerDepth { get; set; } = 3;

    /// <summary>Most sheets read of one workbook. Default 500; more fails the file.</summary>
    public int MaxSheets { get; set; } = 500;

    /// <summary>
    /// Poppler's <c>pdftotext</c>: a path, or a name looked up in PATH. It is the first choice for PDF; empty turns it off.
    /// </summary>
    public string PdfToText { get; set; } = "pdftotext";

    /// <summary>
    /// Node.js, which runs the bundled pdf.js where poppler is missing: a path, or a name looked up in PATH. Empty turns it off.
    /// </summary>
    public string Node { get; set; } = "node";

    /// <summary>Poppler's <c>pdftoppm</c>, which draws the pages of a scan for OCR. Empty turns OCR of PDFs off.</summary>
    public string PdfToPpm { get; set; } = "pdftoppm";

    /// <summary>Tesseract, which reads scans. Empty turns OCR off; without it a scan fails with that reason.</summary>
    public string Tesseract { get; set; } = "tesseract";

    /// <summary>Languages for tesseract, as its <c>-l</c> takes them. Default <c>eng</c>.</summary>
    public string OcrLanguages { get; set; } = "eng";

    /// <summary>Memory, in MB, that an external extractor (PDF, OCR) may use. Default 1,024.</summary>
    public int ToolMemoryMegabytes { get; set; } = 1024;

    /// <summary>Seconds an external extractor may run for one document. Default 180.</summary>
    public int ToolSeconds { get; set; } = 180;

    /// <summary>Most bytes of text accepted from an external extractor. Default 200 MB.</summary>
    public long ToolOutputBytes { get; set; } = 200_000_000;

    /// <summary>Most pages of a scan that are read by OCR. Default 200, at one or two seconds each; the rest is left out and said so in the text.</summary>
    public int MaxOcrPages { get; set; } = 200;

    /// <summary>What is wrong with the values, or null. A missing program is no problem: files that need it say so.</summary>
    public string? Problem() =>
        Outside(nameof(MaxTextChars), MaxTextChars, 1_000, 2_000_000_000)
        ?? Outside(nameof(MaxSeconds), MaxSeconds, 1, 86_400)
        ?? Outside(nameof(MaxTreeBytes), MaxTreeBytes, 1_000, 1_000_000_000)
        ?? Outside(nameof(MaxDepth), MaxDepth, 16, 4_096)
        ?? Outside(nameof(MaxTokenBytes), MaxTokenBytes, 1_000, 1_000_000_000)
        ?? Outside(nameof(MaxArchiveEntries), MaxArchiveEntries, 1, 10_000_000)
        ?? Outside(nameof(MaxUnpackedBytes), MaxUnpackedBytes, 1_000_000, 1_000_000_000_000)
        ?? Outside(nameof(MaxUnpackRatio), MaxUnpackRatio, 2, 100_000)
        ?? Outside(nameof(MaxContainerDepth), MaxContainerDepth, 0, 16)
        ?? Outside(nameof(MaxSheets), MaxSheets, 1, 1_000_000)
        ?? Outside(nameof(ToolMemoryMegabytes), ToolMemoryMegabytes, 64, 1_000_000)
        ?? Outside(nameof(ToolSeconds), ToolSeconds, 1, 86_400)
        ?? Outside(nameof(ToolOutputBytes), ToolOutputBytes, 1_000, 10_000_000_000)
        ?? Outside(nameof(MaxOcrPages), MaxOcrPages, 1, 100_000)
        ?? (OcrLanguages.Length > 0 && OcrLanguages.All(static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '_')
            ? null : $"{Section}:OcrLanguages is '{OcrLanguages}'; write tesseract's names joined by +, such as eng+deu.");

    private static string? Outside(string name, long value, long least, long most) =>
        value >= least && value <= most ? null : $"{Section}:{name} is {value}; it must be between {least} and {most}.";
}
