using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Pdf;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class PdfJsTests : PdfConformance
{
    protected override ExtractionOptions Options => new() { PdfToText = "" };

    protected override string? Missing =>
        ToolLocator.Find("node") is null || !PdfJs.IsBundled ? "Node.js is not installed, or pdf.js was not bundled by the build." : null;

    [Fact]
    public void Extract_WithoutAnyTool_SaysWhatToInstall()
    {
        var refusal = Extracted.Refusal(Pdfs.Of("words"), "a.pdf", new ExtractionOptions { PdfToText = "", Node = "" });

        refusal.Code.ShouldBe(ExtractionCodes.ExtractorUnavailable);
        refusal.Message.ShouldContain("poppler-utils");
    }
}
