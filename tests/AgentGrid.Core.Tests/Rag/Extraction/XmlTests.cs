using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class XmlTests
{
    [Fact]
    public void Extract_XmlBomb_IsRefusedUnexpanded()
    {
        var bomb = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>" + string.Concat(Enumerable.Range(1, 30).Select(i =>
            $"<!ENTITY a{i} '&a{(i == 1 ? "" : i - 1)};&a{(i == 1 ? "" : i - 1)};'>")) + "]><l>&a30;</l>";

        var refusal = Extracted.Refusal(bomb, "a.xml");
        (refusal.Code, refusal.Message.Contains("DOCTYPE", StringComparison.Ordinal)).ShouldBe((ExtractionCodes.TooComplex, true));
    }

    [Fact]
    public void Extract_XmlWithExternalEntity_LoadsNothing()
    {
        const string Xml = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><l><t>words &x; here</t></l>";

        Extracted.Refusal(Xml, "a.xml").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Fact]
    public void Extract_Xml_GivesNamedValues() =>
        Extracted.From("<?xml version='1.0'?><catalog><book lang='en'><title>Guide</title><price>5</price></book><book><title>Two</title></book></catalog>", "a.xml")
            .Text.ShouldBe("book lang: en\ntitle: Guide\nprice: 5\n\ntitle: Two\n\n");

    [Fact]
    public void Extract_XmlAttributes_IdsIncluded_AreText() =>
        Extracted.From("<?xml version='1.0'?><catalog><product id='SKU-9917' price='12.5'><name>Lamp</name></product></catalog>", "a.xml")
            .Text.ShouldBe("product id: SKU-9917\nproduct price: 12.5\nname: Lamp\n\n");

    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY corp \"Acme's &#38; Sons\"> <!ENTITY % p 'x'>]>", "<p a='&corp;'>&corp; pays &amp; thanks.</p>", "p a: Acme's & Sons\np: Acme's & Sons pays & thanks.")]
    [InlineData("<!DOCTYPE article PUBLIC '-//OASIS//DTD DocBook XML V4.5//EN' 'http://x/docbookx.dtd'>", "<p>Caf&eacute; prices &mdash; slowly.</p>", "p: Café prices — slowly.")]
    [InlineData("", "<p>Caf&eacute;&nbsp;au lait</p>", "p: Café au lait")]
    public void Extract_XmlEntitiesOfPlainText_AreText(string doctype, string content, string expected) =>
        Extracted.From($"<?xml version='1.0'?>{doctype}<d>{content}</d>", "a.xml").Text.TrimEnd().ShouldBe(expected);

    [Fact]
    public void Extract_XmlEntityAtTheEdgesOfBuffers_IsText()
    {
        for (var i = 0; i < 12; i++)
        {
            var words = string.Concat(Enumerable.Repeat("word ", 3268)) + new string('x', i);

            Extracted.From($"<?xml version='1.0'?><d><p>{words}&eacute;t&eacute;</p></d>", "a.xml").Text.ShouldContain("xété".TrimStart(i == 0 ? 'x' : ' '));
        }
    }

    [Theory]
    [InlineData("<!ENTITY a '&b;&b;'><!ENTITY b 'words'>", "&a;")]
    [InlineData("<!ENTITY a '<b>words</b>'>", "&a;")]
    [InlineData("<!ENTITY a SYSTEM 'file:///etc/hostname'>", "&a;")]
    [InlineData("", "&unheardof;")]
    public void Extract_XmlEntitiesOfOtherKinds_AreRefused(string declarations, string content) =>
        Extracted.Refusal($"<?xml version='1.0'?><!DOCTYPE d [{declarations}]><d>words {content}</d>", "a.xml").Code.ShouldBe(ExtractionCodes.TooComplex);

    [Fact]
    public void Extract_XmlOfOneEntityManyTimes_IsRefused() =>
        Extracted.Refusal(
            $"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a '{new string('w', 1000)}'>]><d>{string.Concat(Enumerable.Repeat("&a; ", 2000))}</d>", "a.xml")
            .Code.ShouldBe(ExtractionCodes.TooComplex);

    [Fact]
    public void Extract_AtomTitleOfHtml_IsShownAsText() =>
        Extracted.From("<feed xmlns='http://www.w3.org/2005/Atom'><title>A &amp;amp; B</title><entry><title type='html'>C &amp;amp; &lt;b>D&lt;/b></title></entry></feed>", "a.atom").Headings
            .ShouldBe(["A &amp; B", "C & D"]);

    [Fact]
    public void Extract_AtomWithXhtml_KeepsItsParagraphs()
    {
        var text = Extracted.From(
            "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><title>One</title><content type='xhtml'>"
            + "<div xmlns='http://www.w3.org/1999/xhtml'><p>Para &lt;one&gt;.</p><a id='x'/><p>Para <b>two</b>.<br/>Line</p></div></content></entry></feed>",
            "f.xml").Text;

        text.ShouldBe("News\n\nOne\n\nPara <one>.\n\nPara two.\nLine\n\n");
    }

    [Fact]
    public void Extract_Feed_GivesEntriesWithTheirText()
    {
        var found = Extracted.From(
            "<?xml version='1.0'?><rss><channel><title>News</title><item><title>One &amp; all</title><description>&lt;p&gt;Body &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;</description></item></channel></rss>",
            "f.xml");

        found.Headings.ShouldBe(["News", "One & all"]);
        found.Text.ShouldContain("Body text");
    }
}
