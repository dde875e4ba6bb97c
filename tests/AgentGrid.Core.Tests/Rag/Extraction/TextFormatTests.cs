using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.md")]
    [InlineData("a.py")]
    public void Extract_TextMarkdownAndCode_AreVerbatim(string name)
    {
        const string Text = "# One\r\n\r\ntext here\r\nmore   text\r\n\r\n\r\n- item\n* two\n\n```\ncode # not a heading\n```\nTitle\n=====\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\rold mac\rline\r";

        Extracted.From(Text, name).Text.ShouldBe(Text);
    }

    [Fact]
    public void Extract_Markdown_FindsItsStructure()
    {
        var blocks = Extracted.From(
            "# Top **bold** [link](x)\n\nPara one\nstill one.\n\nPara two.\n\n- item a\n- item b\n  goes on\n\n1. first\n\n```cs\n# no heading\n\n- no item\n```\n\nUnder\n-----\n\n| h |\n|---|\n",
            "a.md").Blocks;

        blocks.Where(b => b.Kind == BlockKind.Heading).Select(b => (b.Level, b.Title)).ShouldBe([(1, "Top bold link"), (2, "Under")]);
        blocks.Count(b => b.Kind == BlockKind.Paragraph && b.Text.StartsWith("Para", StringComparison.Ordinal)).ShouldBe(2);
        blocks.Where(b => b.Kind == BlockKind.ListItem).Select(b => b.Text.Trim()).ShouldBe(["- item a", "- item b\n  goes on", "1. first"]);
        blocks.Single(b => b.Kind == BlockKind.Code).Text.ShouldContain("# no heading");
        blocks.Count(b => b.Kind == BlockKind.TableRow).ShouldBe(2);
    }

    [Fact]
    public void Extract_TextOfOneEndlessLine_GivesBoundedBlocks()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 100_000));

        var found = Extracted.From(text, "a.txt");

        found.Text.ShouldBe(text);
        found.Blocks.ShouldAllBe(block => block.Text.Length < 16_000);
    }

    [Fact]
    public void Extract_EmptyFile_SaysSo() => Extracted.Refusal([], "a.txt").Code.ShouldBe(ExtractionCodes.FileEmpty);

    [Fact]
    public void Extract_OnlySpace_HasNoText() => Extracted.Refusal(" \n \n", "a.txt").Code.ShouldBe(ExtractionCodes.NoTextFound);

    [Fact]
    public void Extract_WrongExtension_GoesByContent()
    {
        Extracted.From("<!DOCTYPE html><title>T</title><p>Hello <b>there</b>", "page.txt").Text.ShouldBe("T\n\nHello there\n\n");
        Extracted.From("just some words", "document.pdf").Text.ShouldBe("just some words");
    }
}
