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
    [InlineData("<script src='x.js'/>", "")]
    [InlineData("<title/>", "")]
    [InlineData("<style type='text/css'/>", "")]
    [InlineData("", "<textarea/>")]
    [InlineData("", "<iframe src='x'/><a id='x'/>")]
    [InlineData("<script><![CDATA[ if (a<b && c='</p>') ]]></script>", "<!-- <script/> --><br/>")]
    public void Extract_XhtmlWithClosedElements_KeepsWhatFollows(string head, string body)
    {
        var page = $"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head>{head}</head><body><h1>Report</h1>{body}<p>The <![CDATA[<whale> & co]]> was seen.</p></body></html>";

        Extracted.From(page, "p.xhtml").Text.ShouldBe("Report\n\nThe <whale> & co was seen.\n\n");
    }

    [Fact]
    public void Extract_FoldedAnswers_AreRead() =>
        Extracted.From(
            "<html><body><h1>FAQ</h1><div class='accordion'><h2><button class='accordion-button' aria-expanded='false'>How long is the warranty?</button></h2>"
            + "<div class='panel' hidden><p>The warranty lasts seven years.</p></div></div><h3><button>And then?</button></h3><div hidden><p>Then you pay.</p></div>"
            + "<button>Buy now</button><div class='cookie-panel' hidden>We use cookies.</div><p hidden>secret draft</p></body></html>",
            "p.html").Text.ShouldBe("FAQ\n\nHow long is the warranty?\n\nThe warranty lasts seven years.\n\nAnd then?\n\nThen you pay.\n\n");

    [Fact]
    public void Extract_MenuOfARestaurant_IsReadAndThatOfThePageIsNot()
    {
        var text = Extracted.From(
            "<html><body><div class='menu'><a href='/'>Our restaurant</a> <a href='/b'>Reservations and vouchers</a> <a href='/c'>How to find us</a></div><h1>Roma</h1>"
            + "<div class='menu'><h2>Dinner</h2><p>Pizza Margherita 9 euros, Lasagne 12 euros.</p></div></body></html>",
            "p.html").Text;

        text.ShouldContain("Lasagne 12 euros");
        text.ShouldNotContain("Reservations");
    }

    [Fact]
    public void Extract_Asides_AreReadWhereTheyAreNotes()
    {
        var text = Extracted.From(
            "<html><body><h1>Pump</h1><p>The pump cleans itself every night at two.</p><aside><p>Switch the pump off at the wall before you clean it.</p></aside>"
            + "<aside class='warning'>Hot water.</aside><aside><h3>Related posts</h3><a href='/1'>Ten pumps we liked this year</a><a href='/2'>Another long post</a></aside>"
            + "<aside><form>Subscribe to our monthly letter for news of pumps<input></form></aside></body></html>",
            "p.html").Text;

        text.ShouldContain("Switch the pump off");
        text.ShouldContain("Hot water");
        text.ShouldNotContain("Ten pumps");
        text.ShouldNotContain("Subscribe");
    }

    [Fact]
    public void Extract_CookieBanner_IsLeftOut() =>
        Extracted.From("<html><body><div class='cookie-banner'><p>We use cookies to give you the best experience.</p></div><p>The article's only sentence.</p></body></html>", "p.html")
            .Text.ShouldBe("The article's only sentence.\n\n");

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

    [Fact]
    public void Extract_PageMadeByScript_SaysSo()
    {
        var refusal = Extracted.Refusal(
            "<!doctype html><html><head><title>App</title></head><body><div id=root></div><noscript>You need to enable JavaScript.</noscript><script src=x.js></script></body></html>",
            "p.html");

        refusal.Code.ShouldBe(ExtractionCodes.NoTextFound);
        refusal.Message.ShouldContain("script");
    }

    [Fact]
    public void Extract_PageOfAHeadingAndAScript_IsRead() =>
        Extracted.From("<html><head><title></title></head><body><h2>Closed on Monday</h2><script>x()</script></body></html>", "p.html").Headings.ShouldBe(["Closed on Monday"]);

    [Fact]
    public void Extract_LabelsOfADrawing_AreText()
    {
        const string Svg = "<svg><title>icon</title><style>x{}</style><g><text x=1>Pump <tspan>42 kW</tspan></text><path d='M0'/><text>Valve</text></g></svg>";

        Extracted.From($"<html><body><p>Plan {Svg} of <svg><title>arrow</title><path/></svg> the plant</p></body></html>", "p.html").Text
            .ShouldBe("Plan\nPump 42 kW\n\nValve\nof the plant\n\n");
    }

    [Fact]
    public void Extract_FramesetPage_GivesWhatOtherBrowsersShow() =>
        Extracted.From("<html><head><title>Frames</title></head><frameset><frame src=a><noframes><body><p>Words for <b>old</b> browsers</p></body></noframes></frameset></html>", "p.html").Text
            .ShouldBe("Frames\n\nWords for old browsers\n\n");

    /// <summary>Two hundred thousand siblings take seconds; looked for one from the other they take many minutes, and the reading ends at its limit.</summary>
    [Fact]
    public void Extract_FlatPageOfManyElements_IsReadWithinItsTime() =>
        Extracted.From($"<p>Log</p>{string.Concat(Enumerable.Repeat("<i>a</i>", 200_000))}<p>the end</p>", "p.html").Text.ShouldEndWith("the end\n\n");

    [Theory]
    [InlineData("<section id='pagination'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<section id='cookies'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<section class='social'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<div class='section' id='pagination'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></div>")]
    [InlineData("<h2 id='pagination'>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p>")]
    [InlineData("<h2><span id='Pagination'>Pagination</span></h2><p id='share'>Each answer holds at most fifty items and the address of the next ones.</p>")]
    public void Extract_SectionWithAnAnchorLikeFurniture_IsRead(string section) =>
        Extracted.From($"<html><body><h1>Guide</h1>{section}</body></html>", "p.html").Text
            .ShouldBe("Guide\n\nPagination\n\nEach answer holds at most fifty items and the address of the next ones.\n\n");

    [Theory]
    [InlineData("<div id='footer'><p>Copyright 2010 of the Example Company. All rights are reserved by it.</p></div>")]
    [InlineData("<div id='sidebar'><h2>About me</h2><p>I live by the sea with two dogs and write on this page every week.</p></div>")]
    [InlineData("<section id='newsletter'><h2>Newsletter</h2><form>Subscribe to our monthly letter for news of pumps<input></form></section>")]
    [InlineData("<section id='related' class='related-posts'><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<ul id='breadcrumb'><li><a href='/'>Home</a></li><li><a href='/docs'>Everything about the documents</a></li></ul>")]
    public void Extract_FurnitureByItsAnchor_IsLeftOut(string furniture) =>
        Extracted.From($"<html><body><h1>Guide</h1><p>The article's only sentence.</p>{furniture}</body></html>", "p.html").Text
            .ShouldBe("Guide\n\nThe article's only sentence.\n\n");

    [Theory]
    [InlineData("<title>Refunds at the shop</title>", "<header><h1>Refund policy</h1></header>", "Refunds at the shop")]
    [InlineData("", "<header><a>Shop</a><h1>Refund policy</h1></header>", "Refund policy")]
    [InlineData("<title>Refunds at the shop</title>", "<div><h1>Refund policy</h1></div>", "Refund policy")]
    public void Extract_PageWhoseTitleIsInItsBanner_HasATitle(string head, string banner, string title) =>
        Extracted.From($"<html><head>{head}</head><body>{banner}<div><p>Refunds take ten days.</p></div></body></html>", "p.html").Text
            .ShouldBe($"{title}\n\nRefunds take ten days.\n\n");

    [Fact]
    public void Extract_ReadingsAboveTheWords_AreLeftOut() =>
        Extracted.From("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>を読む</p>", "p.html").Text.ShouldBe("漢字を読む\n\n");
}
