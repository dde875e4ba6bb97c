using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Books;
using AgentGrid.Core.Rag.Extraction.Html;
using AgentGrid.Core.Rag.Extraction.Json;
using AgentGrid.Core.Rag.Extraction.Mail;
using AgentGrid.Core.Rag.Extraction.Office;
using AgentGrid.Core.Rag.Extraction.Pdf;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Text;
using AgentGrid.Core.Rag.Extraction.Tools;
using AgentGrid.Core.Rag.Extraction.Xml;

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
        FileKind.Pdf => new PdfExtractor(),
        FileKind.Xml => new XmlExtractor(),
        FileKind.Docx => new DocxExtractor(),
        FileKind.Pptx => new PptxExtractor(),
        FileKind.Xlsx => new XlsxExtractor(),
        FileKind.Epub => new EpubExtractor(),
        FileKind.Mail => new MailExtractor(),
        FileKind.Zip => new ZipExtractor(),
        FileKind.Compound => new CompoundExtractor(),
        FileKind.Image => new ImageExtractor(),
        _ => throw Unsupported(file),
    };

    private static ExtractionException Unsupported(DetectedFile file) => new(
        ExtractionCodes.UnsupportedFileType,
        $"This is {(file.Description.Length > 0 ? file.Description : "a file of no known type")}. Supported are text, Markdown, HTML, CSV, JSON, "
        + "XML, PDF, Word, PowerPoint, Excel, EPUB, mail, notebooks, source code and ZIP archives of these.");
}
