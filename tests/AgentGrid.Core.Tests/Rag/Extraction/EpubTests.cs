using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class EpubTests
{
    [Fact]
    public void Extract_Epub_GivesChaptersInReadingOrder()
    {
        var bytes = Zip(
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"),
            ("OEBPS/book.opf", "<package xmlns:dc='d'><metadata><dc:title>The Book</dc:title><dc:creator>Ada Fenn</dc:creator></metadata><manifest>"
                + "<item id='two' href='b.xhtml' media-type='application/xhtml+xml'/><item id='one' href='sub/../a%20b.xhtml' media-type='application/xhtml+xml'/>"
                + "</manifest><spine><itemref idref='one'/><itemref idref='two'/></spine></package>"),
            ("OEBPS/a b.xhtml", "<html><body><h1>First</h1><p>alpha words</p></body></html>"),
            ("OEBPS/b.xhtml", "<html><body><h1>Second</h1><p>beta words</p></body></html>"));

        var found = Extracted.From(bytes, "b.epub");

        found.Headings.ShouldBe(["The Book", "First", "Second"]);
        found.Text.ShouldStartWith("The Book\n\nAda Fenn\n\nFirst");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE package PUBLIC \"+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN\" \"http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd\">")]
    public void Extract_EpubWithScriptsHeadersAndFootnotes_KeepsItsWords(string doctype)
    {
        var bytes = Zip(
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='book.opf'/></rootfiles></container>"),
            ("book.opf", $"<?xml version='1.0'?>{doctype}<package><manifest><item id='c' href='c.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/></spine></package>"),
            ("c.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><head><title/><script src='x.js'/></head><body><header><h1>One</h1></header>"
                + "<p>The whale was seen<a epub:type='noteref' href='#n1'>1</a> at noon.</p><aside epub:type='footnote' id='n1' hidden='hidden'><p>In 1841.</p></aside></body></html>"));

        Extracted.From(bytes, "b.epub").Text.ShouldBe("One\n\nThe whale was seen¹ at noon.\n\nIn 1841.\n\n");
    }
}
