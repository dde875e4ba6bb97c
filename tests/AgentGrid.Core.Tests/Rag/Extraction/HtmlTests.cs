using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class HtmlTests
{
    [Fact]
    public void Extract_Page_GivesContentWithoutNavigation()
    {
        var found = Extracted.From(
            """
            <html><head><title>Site</title><style>p{}</style><script>var x="secret";</script></head><body>
            <header>Logo</header><nav><a href="/">Home</a><a href="/b">Blog</a></nav>
            <div class="sidebar">Related things</div>
            <main><h1>The   Title</h1><p>First <em>paragraph</em><br>with a break.</p><p hidden>hidden</p>
            <ul><li>one</li><li>two <b>bold</b></li></ul><pre>a = 1
              b = 2</pre></main><footer>Copyright</footer></body></html>
            """,
            "p.html");

        found.Headings.ShouldBe(["The Title"]);
        found.Text.ShouldBe("The Title\n\nFirst paragraph\nwith a break.\n\n- one\n- two bold\na = 1\n  b = 2\n\n");
    }

    [Fact]
    public void Extract_Table_GivesRowsUnderHeaders()
    {
        var found = Extracted.From(
            "<p>Prices:</p><table><tr><th>Fruit</th><th>Price</th></tr><tr><td>Apple</td><td>1 <b>EUR</b></td></tr><tr><td>Pear<td>2 EUR</table>",
            "p.html");

        found.Blocks.Where(b => b.Kind == BlockKind.TableRow).Select(b => b.Text.Trim()).ShouldBe(["Fruit: Apple; Price: 1 EUR", "Fruit: Pear; Price: 2 EUR"]);
    }

    [Fact]
    public void Extract_LayoutTable_GivesItsContentAsText() =>
        Extracted.From("<table><tr><td><table><tr><td>inner</td></tr></table></td><td><p>One</p><p>Two</p></td></tr></table>", "p.html")
            .Text.ShouldContain("One\n\nTwo");

    [Fact]
    public void Extract_PageOfFurnitureOnly_IsReadWhole() =>
        Extracted.From("<html><body><nav>Everything is in here</nav></body></html>", "p.html").Text.ShouldContain("Everything is in here");

    [Fact]
    public void Extract_DeclaredCharset_IsUsed()
    {
        var bytes = Encoding.Latin1.GetBytes("<html><head><meta charset=iso-8859-2></head><body><p>\xb1\xb6\xbc word</p></body></html>");

        Extracted.From(bytes, "p.html").Text.ShouldContain("ąśź word");
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<a href=x><b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><font>")]
    public void Extract_NestingBomb_IsRefusedQuickly(string tag)
    {
        var html = "<html><body>" + string.Concat(Enumerable.Repeat(tag, 200_000)) + "text";

        Extracted.Refusal(html, "p.html").Code.ShouldBe(ExtractionCodes.TooComplex);
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

    [Fact]
    public void Extract_Scripts_AreNeitherRunNorText() =>
        Extracted.From("<html><body><p>Visible words</p><img src=x onerror=\"alert(1)\"><script>document.write('written')</script></body>", "p.html")
            .Text.ShouldBe("Visible words\n\n");
}
