using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class PopplerTests : PdfConformance
{
    protected override ExtractionOptions Options => new() { Node = "" };

    protected override string? Missing => ToolLocator.Find("pdftotext") is null ? "pdftotext (poppler-utils) is not installed." : null;
}
