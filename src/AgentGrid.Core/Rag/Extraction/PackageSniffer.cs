using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Office;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Tells what a ZIP package is: an Office document, a book, or an archive of files.</summary>
internal static class PackageSniffer
{
    public static DetectedFile Detect(ExtractionSource source, ExtractionOptions options)
    {
        using var package = ZipPackage.Open(source, options, new UnpackBudget(source.Length, options));
        var kind = package.Has("word/document.xml") ? FileKind.Docx
            : package.Has("xl/workbook.xml") || package.Has("xl/workbook.bin") ? FileKind.Xlsx
            : package.Has("ppt/presentation.xml") ? FileKind.Pptx
            : package.Has("META-INF/container.xml") ? FileKind.Epub
            : package.Has("mimetype") && package.Has("content.xml") ? FileKind.Unknown
            : OfficeParts.KindOf(package, options) ?? FileKind.Zip;
        return new DetectedFile(kind, ContentTypes.Of(kind))
        {
            Description = kind == FileKind.Unknown ? "an OpenDocument file; save it as DOCX, XLSX, PPTX or PDF" : "",
        };
    }
}
