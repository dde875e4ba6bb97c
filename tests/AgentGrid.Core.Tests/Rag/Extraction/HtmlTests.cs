using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class HtmlTests
{
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
    public void Extract_DeclaredCharset_IsUsed()
    {
        var bytes = Encoding.Latin1.GetBytes("<html><head><meta charset=iso-8859-2></head><body><p>\xb1\xb6\xbc word</p></body></html>");

        Extracted.From(bytes, "p.html").Text.ShouldContain("ąśź word");
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

    [Fact]
    public void Extract_ReadingsAboveTheWords_AreLeftOut() =>
        Extracted.From("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>を読む</p>", "p.html").Text.ShouldBe("漢字を読む\n\n");

    [Fact]
    public void Extract_TableWithATableInACell_KeepsItsRows() =>
        Extracted.From(
            "<table><tbody><tr><th>Host</th><th>Role</th></tr><tr><td>bill01</td><td><p>primary</p><table><tr><th>since</th><th>2022</th></tr></table><p>busy</p></td></tr><tr><td>bill02</td><td>spare</td></tr></table><p>End.</p>",
            "p.html").Text.ShouldBe("Host: bill01; Role: primary since 2022 busy\nHost: bill02; Role: spare\nEnd.\n\n");

    [Theory]
    [InlineData("about 10<sup>3</sup> tons", "about 10³ tons")]
    [InlineData("about 10<sup>-6 </sup> tons", "about 10⁻⁶ tons")]
    [InlineData("in 1998<sup>2</sup>.", "in 1998².")]
    [InlineData("the lamp burns oil<a href='#n1'><sup>1</sup></a>.", "the lamp burns oil¹.")]
    [InlineData("the lamp burns oil<sup><a href='#n1'>12</a></sup>.", "the lamp burns oil¹².")]
    [InlineData("the lamp burns oil<sup class='reference'><a href='#n1'>[3]</a></sup><sup>[citation needed]</sup>.", "the lamp burns oil³[citation needed].")]
    [InlineData("the 1<sup>st</sup> of May, H<sub>2</sub>O<sup></sup>", "the 1st of May, H2O")]
    public void Extract_NumberAboveTheLine_IsNoPartOfWhatStandsBeforeIt(string html, string text) => Extracted.From($"<p>{html}</p>", "p.html").Text.ShouldBe(text + "\n\n");

    [Fact]
    public void Extract_HeadingOverTwoLines_IsOne() => Extracted.From("<h2>Chapter <br/> One</h2><p>Words.</p>", "p.html").Headings.ShouldBe(["Chapter One"]);

    [Fact]
    public void Extract_PageOfAWordProcessor_KeepsItsParagraphsWhole() =>
        Extracted.From("<p class=MsoNormal>The <st1:City w:st='on'>Paris</st1:City> office buys <acronym>ISO</acronym> stamps<o:p></o:p></p>", "p.html").Text
            .ShouldBe("The Paris office buys ISO stamps\n\n");
}
