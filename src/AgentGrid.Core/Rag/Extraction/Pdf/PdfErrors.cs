namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>What an extractor's exit says about the document.</summary>
internal static class PdfErrors
{
    /// <summary>Exit code of our pdf.js script for a document that wants a password.</summary>
    public const int PasswordExit = 65;

    private const int PopplerPermissionExit = 3;

    /// <summary>Shells report a program ended by a signal as 128 and the signal's number; .NET does so too.</summary>
    private const int SignalExit = 128;

    public static ExtractionException Explain(int exitCode, string errors, ExtractionOptions options)
    {
        if (exitCode is PasswordExit or PopplerPermissionExit || errors.Contains("assword", StringComparison.Ordinal))
        {
            return new ExtractionException(
                ExtractionCodes.FileEncrypted, "The PDF is protected with a password. Remove the protection and upload it again.");
        }

        var memory = exitCode >= SignalExit || errors.Contains("emory", StringComparison.Ordinal);
        return memory
            ? new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The PDF needs more than {options.ToolMemoryMegabytes} MB to read, or far more time than a document of its size should. Split it, or print it to a simpler PDF.")
            : new ExtractionException(
                ExtractionCodes.FileCorrupt, "The PDF is damaged: its structure cannot be read. Open and save it again, then upload it.");
    }
}
