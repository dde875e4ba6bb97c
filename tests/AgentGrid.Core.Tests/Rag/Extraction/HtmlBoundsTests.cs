using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Pages made to cost much are refused or cost little.</summary>
public sealed class HtmlBoundsTests
{
    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<a href=x><b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><b><i><u><s><small><em><strong><code><big>")]
    public void Extract_NestingBomb_IsRefusedQuickly(string tag)
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat(tag, 200_000)) + "text";

        Extracted.Refusal(html, "p.html").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Theory]
    [InlineData("<div></x>")]
    [InlineData("<div><!--</div>-->")]
    [InlineData("<div/>")]
    [InlineData("<svg><title></title></svg><textarea><svg></textarea><x/>")]
    public void Extract_NestingBombInDisguise_IsRefusedOrReadFlat(string tag)
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat(tag, 200_000)) + "the text";

        try
        {
            Extracted.From(html, "p.html").Text.ShouldContain("the text");
        }
        catch (ExtractionException refusal)
        {
            refusal.Code.ShouldBe(ExtractionCodes.TooComplex);
        }
    }

    [Fact]
    public void Extract_FormattingThatEachParagraphRepeats_IsRefusedQuickly()
    {
        var html = "<html><body>" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p><font a={i}>")) + "text";

        Extracted.Refusal(html, "p.html").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Fact]
    public void Extract_ScriptsAndDrawingsOfManySigns_AreNoNesting()
    {
        var script = string.Concat(Enumerable.Repeat("for(i=0;i<n;i++){if(a<b)c();}", 6000));
        var drawing = string.Concat(Enumerable.Repeat("<use x='1' href='#m'/>", 6000));

        Extracted.From($"<html><head><script>{script}</script></head><body><p>The report says forty.</p><svg>{drawing}</svg></body></html>", "p.html").Text
            .ShouldBe("The report says forty.\n\n");
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    public void Extract_DeepButAllowedNesting_IsRead(string tag)
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat(tag, 2000)) + "the text";

        Extracted.From(html, "p.html").Text.ShouldContain("the text");
    }

    [Fact]
    public void Extract_TooLargePage_IsRefusedWithItsSize() =>
        Extracted.Refusal("<html><body>" + new string('x', 3_000_000), "p.html", new ExtractionOptions { MaxTreeBytes = 2_000_000 })
            .Message.ShouldContain("3 MB");

    /// <summary>Two hundred thousand siblings take seconds; looked for one from the other they take many minutes, and the reading ends at its limit.</summary>
    [Fact]
    public void Extract_FlatPageOfManyElements_IsReadWithinItsTime() =>
        Extracted.From($"<p>Log</p>{string.Concat(Enumerable.Repeat("<i>a</i>", 200_000))}<p>the end</p>", "p.html").Text.ShouldEndWith("the end\n\n");
}
