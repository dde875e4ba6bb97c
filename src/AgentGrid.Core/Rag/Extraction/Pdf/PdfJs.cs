using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>Mozilla's pdf.js, bundled by the build, run by Node.js.</summary>
internal static class PdfJs
{
    /// <summary>Node needs room for its own code beside the heap that the document may use.</summary>
    private const int HeapShare = 2;

    public static string ScriptPath => Path.Combine(AppContext.BaseDirectory, "pdfjs", "pdf-text.mjs");

    public static bool IsBundled => File.Exists(Path.Combine(AppContext.BaseDirectory, "pdfjs", "pdf.min.mjs"));

    public static (string Program, string[] Arguments) Command(ExtractionOptions options, string path)
    {
        if (!IsBundled || ToolLocator.Find(options.Node) is not { } node)
        {
            throw new ExtractionException(
                ExtractionCodes.ExtractorUnavailable,
                "This server cannot read PDF: install poppler-utils (pdftotext), or build it with Node.js 20 installed, then retry the file.");
        }

        return (node, [$"--max-old-space-size={options.ToolMemoryMegabytes / HeapShare}", ScriptPath, path]);
    }
}
