using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Tools;
using AgentGrid.Core.Rag.Ingestion;
using AgentGrid.Testing;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class PageCountTests
{
    [SkippableFact]
    public void Pages_ShortPagesOfPdf_AreAllCountedBlankOnesToo()
    {
        Requires.Tool(ToolLocator.Find("pdftotext") is null ? "pdftotext (poppler-utils) is not installed." : null);

        PagesOf(Pdfs.Of("One short page.", "", "Another short page.", ""), "a.pdf").ShouldBe(4);
    }

    [Fact]
    public void Pages_Slides_AreAllCountedEmptyOnesToo()
    {
        const string Slide = "<a:p><a:r><a:t>Some words of a slide</a:t></a:r></a:p>";

        PagesOf(Packages.Pptx([Slide, "", Slide, ""]), "a.pptx").ShouldBe(4);
    }

    [Fact]
    public void Pages_Sheets_AreAllCountedEmptyOnesToo()
    {
        const string Rows = "<row><c t='str'><v>words of a cell</v></c></row>";

        PagesOf(Packages.Xlsx([("A", Rows), ("B", ""), ("C", Rows), ("D", "")]), "a.xlsx").ShouldBe(4);
    }

    [Fact]
    public void Pages_TextOrArchive_HasNone()
    {
        PagesOf("Some words of a text."u8.ToArray(), "a.txt").ShouldBeNull();
        PagesOf(Packages.Zip(("a.pptx", Packages.Pptx(["<a:p><a:r><a:t>Some words of a slide</a:t></a:r></a:p>"]))), "a.zip").ShouldBeNull();
    }

    private static int? PagesOf(byte[] bytes, string name)
    {
        using var reading = new DocumentReading(
            new DocumentExtractor(new ExtractionOptions(), TimeProvider.System), new Chunker(new ChunkingOptions()),
            ExtractionSource.FromBytes(bytes, name));
        while (!reading.Ended)
        {
            reading.Take(100, CancellationToken.None);
        }

        return reading.Pages;
    }
}
