using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class ContainerTests
{
    [Fact]
    public void Extract_Zip_GivesEachDocumentUnderItsNameAndNoPath()
    {
        var bytes = Zip(("../../etc/passwd.txt", "first words"), ("C:\\temp\\b.md", "# Second\n\nmore words"), ("__MACOSX/x.txt", "junk"), ("folder/", ""));

        var found = Extracted.From(bytes, "docs.zip");

        found.Headings.ShouldBe(["passwd.txt", "b.md", "Second"]);
        found.Text.ShouldContain("first words\n");
        found.Text.ShouldNotContain("junk");
    }

    [Fact]
    public void Extract_ZipWithOneUnreadableFile_ReadsTheOthersAndSaysSo()
    {
        var found = Extracted.From(Zip(("a.txt", Encoding.UTF8.GetBytes("some words")), ("b.exe", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1])), "x.zip");

        found.Text.ShouldContain("some words");
        found.Text.ShouldContain("b.exe was not read");
    }

    [Fact]
    public void Extract_ZipOfNothingReadable_Fails() =>
        Extracted.Refusal(Zip(("b.exe", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1])), "x.zip").Code.ShouldBe(ExtractionCodes.NoTextFound);

    [Fact]
    public void Extract_ZipBomb_IsRefused()
    {
        var bytes = Zip(("zeros.txt", new byte[120_000_000]));

        bytes.Length.ShouldBeLessThan(2_000_000);
        Extracted.Refusal(bytes, "bomb.zip").Code.ShouldBe(ExtractionCodes.ArchiveBomb);
    }

    [Fact]
    public void Extract_NestedZipBomb_IsRefusedByItsSum()
    {
        var inner = Zip(("zeros.txt", new byte[15_000_000]));
        var middle = Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.zip", inner))]);

        Extracted.Refusal(Zip(("m.zip", middle)), "bomb.zip").Code.ShouldBe(ExtractionCodes.ArchiveBomb);
    }

    [Fact]
    public void Extract_ZipInZipInZip_StopsAtTheDepth()
    {
        var bytes = Zip(("a.txt", "the innermost words"));
        for (var i = 0; i < 6; i++)
        {
            bytes = Zip(("inner.zip", bytes), ("beside.txt", Encoding.UTF8.GetBytes($"words of level {i}")));
        }

        var text = Extracted.From(bytes, "deep.zip").Text;

        text.ShouldContain("words of level 5");
        text.ShouldContain("containers deep");
        text.ShouldNotContain("innermost");
    }

    [Fact]
    public void Extract_ZipOfManyEntries_IsRefused() =>
        Extracted.Refusal(Zip([.. Enumerable.Range(0, 300).Select(i => ($"{i}.txt", "words"))]), "x.zip", new ExtractionOptions { MaxArchiveEntries = 200 })
            .Code.ShouldBe(ExtractionCodes.TooComplex);

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
    public void Extract_Feed_GivesEntriesWithTheirText()
    {
        var found = Extracted.From(
            "<?xml version='1.0'?><rss><channel><title>News</title><item><title>One &amp; all</title><description>&lt;p&gt;Body &lt;b&gt;text&lt;/b&gt;&lt;/p&gt;</description></item></channel></rss>",
            "f.xml");

        found.Headings.ShouldBe(["News", "One & all"]);
        found.Text.ShouldContain("Body text");
    }

    [Fact]
    public void Extract_Epub_GivesChaptersInReadingOrder()
    {
        var bytes = Zip(
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"),
            ("OEBPS/book.opf", "<package xmlns:dc='d'><metadata><dc:title>The Book</dc:title></metadata><manifest>"
                + "<item id='two' href='b.xhtml' media-type='application/xhtml+xml'/><item id='one' href='sub/../a%20b.xhtml' media-type='application/xhtml+xml'/>"
                + "</manifest><spine><itemref idref='one'/><itemref idref='two'/></spine></package>"),
            ("OEBPS/a b.xhtml", "<html><body><h1>First</h1><p>alpha words</p></body></html>"),
            ("OEBPS/b.xhtml", "<html><body><h1>Second</h1><p>beta words</p></body></html>"));

        Extracted.From(bytes, "b.epub").Headings.ShouldBe(["The Book", "First", "Second"]);
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

        Extracted.From(bytes, "b.epub").Text.ShouldBe("One\n\nThe whale was seen1 at noon.\n\nIn 1841.\n\n");
    }

    [Fact]
    public void Extract_Mail_GivesHeadersBodyOnceAndAttachments()
    {
        const string Mail = "From: =?utf-8?B?QW5uIEzDtnfDqQ==?= <ann@x.org>\r\nTo: bob@x.org\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe_aus?=\r\n =?iso-8859-1?Q?_K=F6ln?=\r\n"
            + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\npreamble\r\n--out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
            + "--in\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHello f=C3=BCr =\r\nyou\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>Hello html</p>\r\n--in--\r\n"
            + "--out\r\nContent-Type: text/csv; name=\"list.csv\"\r\nContent-Disposition: attachment; filename*=utf-8''l%C3%AFst.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + "bmFtZSxhZ2UKQW5u\r\nLDMwCg==\r\n--out--\r\nepilogue\r\n";

        Extracted.From(Mail, "m.eml").Text.ShouldBe(
            "Grüße aus Köln\n\nFrom: Ann Löwé <ann@x.org>\nTo: bob@x.org\n\nHello für you\n\nlïst.csv\n\nname: Ann; age: 30\n");
    }

    [Fact]
    public void Extract_MailOfNestedParts_IsRefused()
    {
        var mail = new StringBuilder("From: a@b\r\nTo: b@c\r\nSubject: deep\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (var i = 0; i < 200; i++)
        {
            mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"--b{i}\r\nContent-Type: multipart/mixed; boundary=b{i + 1}\r\n\r\n");
        }

        Extracted.Refusal(mail.ToString(), "m.eml").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Fact]
    public void Extract_EveryFixtureCutAnywhere_EndsWithAReasonOrText()
    {
        byte[][] files =
        [
            Docx(P("Some words here") + P("and more")), Xlsx([("S", "<row><c t='str'><v>words</v></c></row>")]), Pptx(["<a:p><a:t>words</a:t></a:p>"]),
            Zip(("a.txt", "words in here"), ("b.json", "{\"a\":\"words\"}")), Encoding.UTF8.GetBytes("<?xml version='1.0'?><a><b>words</b></a>"),
            Encoding.UTF8.GetBytes("From: a@b\r\nTo: c@d\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nwords\r\n--x--\r\n"),
        ];
        var random = new Random(11);
        foreach (var file in files)
        {
            for (var i = 0; i < 150; i++)
            {
                var damaged = file[..random.Next(1, file.Length + 1)];
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                try
                {
                    Extracted.From(damaged, "file.bin");
                }
                catch (ExtractionException failure)
                {
                    failure.Message.ShouldNotBeNullOrWhiteSpace();
                }
            }
        }
    }
}
