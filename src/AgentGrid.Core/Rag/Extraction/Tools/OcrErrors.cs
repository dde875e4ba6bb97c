namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>What tesseract's exit says about a picture.</summary>
internal static class OcrErrors
{
    private const int SignalExit = 128;

    public static ExtractionException Explain(int exitCode, string errors, ExtractionOptions options)
    {
        if (errors.Contains("loading language", StringComparison.Ordinal) || errors.Contains("traineddata", StringComparison.Ordinal))
        {
            return new ExtractionException(
                ExtractionCodes.ExtractorUnavailable,
                $"The server's OCR has no data for '{options.OcrLanguages}'. Install the tesseract language, or correct AgentGrid:Extraction:OcrLanguages.");
        }

        var tooMuch = exitCode >= SignalExit || errors.Contains("too large", StringComparison.OrdinalIgnoreCase)
            || errors.Contains("alloc", StringComparison.Ordinal) || errors.Contains("memory", StringComparison.Ordinal);
        return tooMuch
            ? new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The picture needs more than {options.ToolMemoryMegabytes} MB or {options.ToolSeconds} seconds to read. Make it smaller.")
            : new ExtractionException(ExtractionCodes.FileCorrupt, "The picture is damaged: it cannot be opened. Save and upload it again.");
    }
}
