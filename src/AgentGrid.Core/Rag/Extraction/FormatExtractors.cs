using AgentGrid.Core.Rag.Extraction.Html;
using AgentGrid.Core.Rag.Extraction.Json;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>The extractor for each kind of file. None is made, and no parser loaded, before a file needs it.</summary>
internal static class FormatExtractors
{
    public static IFormatExtractor For(DetectedFile file) => file.Kind switch
    {
        FileKind.Text => new PlainTextExtractor(),
        FileKind.Markdown => new MarkdownExtractor(),
        FileKind.SourceCode => new SourceCodeExtractor(),
        FileKind.Html => new HtmlExtractor(),
        FileKind.Delimited => new DelimitedExtractor(),
        FileKind.Json or FileKind.JsonLines => new JsonExtractor(),
        FileKind.Notebook => new NotebookExtractor(),
        _ => throw Unsupported(file),
    };

    private static ExtractionException Unsupported(DetectedFile file) => new(
        ExtractionCodes.UnsupportedFileType,
        $"This is {(file.Description.Length > 0 ? file.Description : "a file of no known type")}. Supported are text, Markdown, HTML, CSV, JSON, "
        + "XML, PDF, Word, PowerPoint, Excel, EPUB, mail, notebooks, source code and ZIP archives of these.");
}
