using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>What holds for PDF whichever program reads it.</summary>
public abstract class PdfConformance
{
    /// <summary>Options that allow only the program under test.</summary>
    protected abstract ExtractionOptions Options { get; }

    /// <summary>Why the program cannot be tested here, or null.</summary>
    protected abstract string? Missing { get; }

    [SkippableFact]
    public void Extract_Pages_KeepTheirNumbersAndOrder()
    {
        Require();
        var found = Extracted.From(Pdfs.Of("First page says hello.", "Second page says goodbye."), "a.pdf", Options);

        found.Blocks.Single(block => block.Text.Contains("hello", StringComparison.Ordinal)).Page.ShouldBe(1);
        found.Blocks.Single(block => block.Text.Contains("goodbye", StringComparison.Ordinal)).Page.ShouldBe(2);
    }

    [SkippableFact]
    public void Extract_WrappedLines_AreJoined()
    {
        Require();
        const string Line = "These are several words of a long line that wraps at the margin and goes on";

        Extracted.From(Pdfs.Of($"{Line}\n{Line}\n{Line}\nuntil here."), "a.pdf", Options).Text.ShouldContain($"{Line} {Line} {Line} until here.");
    }

    [SkippableFact]
    public void Extract_PagesWithoutText_FailWithTheReason()
    {
        Require();
        var options = Options;
        options.Tesseract = "";

        Extracted.Refusal(Pdfs.Of("", ""), "scan.pdf", options).Code.ShouldBe(ExtractionCodes.NoTextFound);
    }

    [SkippableFact]
    public void Extract_CyclicPages_EndWithAReason()
    {
        Require();
        Extracted.Refusal(Pdfs.Cyclic(), "a.pdf", Options).Message.ShouldNotBeNullOrWhiteSpace();
    }

    [SkippableFact]
    public void Extract_EncryptedFile_SaysSo()
    {
        Require();
        Extracted.Refusal(Pdfs.Encrypted(), "a.pdf", Options).Code.ShouldBe(ExtractionCodes.FileEncrypted);
    }

    [SkippableFact]
    public void Extract_DamagedFile_IsCorrupt()
    {
        Require();
        Extracted.Refusal("%PDF-1.7 and then nothing that makes sense", "a.pdf", Options).Code.ShouldBe(ExtractionCodes.FileCorrupt);
    }

    [SkippableFact]
    public void Extract_ThousandPages_GivesThemAll()
    {
        Require();
        var pages = Enumerable.Range(1, 1000).Select(page => $"This is page number {page} of the report.").ToArray();

        var found = Extracted.From(Pdfs.Of(pages), "a.pdf", Options);

        found.Blocks.Max(block => block.Page).ShouldBe(1000);
        found.Text.ShouldContain("page number 777 of");
    }

    [SkippableFact]
    public void Extract_TooMuchOutput_IsRefused()
    {
        Require();
        var options = Options;
        options.ToolOutputBytes = 2000;

        Extracted.Refusal(Pdfs.Of([.. Enumerable.Repeat("Some words on every page of this document.", 400)]), "a.pdf", options)
            .Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    private void Require()
    {
        if (Missing is { } missing)
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", missing);
            Skip.If(true, missing);
        }
    }
}
