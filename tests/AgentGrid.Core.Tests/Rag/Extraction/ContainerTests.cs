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
    public void Extract_ZipWithAnEncryptedFile_ReadsTheOthersAndSaysSo()
    {
        var text = Extracted.From(Encrypted(Zip(("a.txt", "some words"), ("b.txt", "secret words")), "b.txt"), "x.zip").Text;

        text.ShouldContain("some words");
        text.ShouldContain("(b.txt was not read: it is protected with a password.)");
        text.ShouldNotContain("secret");
    }

    [Fact]
    public void Extract_ZipOfEncryptedFiles_SaysSo() =>
        Extracted.Refusal(Encrypted(Zip(("b.txt", "secret words")), "b.txt"), "x.zip").Code.ShouldBe(ExtractionCodes.FileEncrypted);

    [Fact]
    public void Extract_ZipWithADamagedFile_ReadsTheOthersAndSaysSo()
    {
        var bytes = Zip(("a.txt", "some words"), ("b.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"words {i * 7919 % 1000} "))));
        var name = bytes.AsSpan().IndexOf("b.txt"u8);
        bytes.AsSpan(name + 10, 200).Fill(0xFF);

        var text = Extracted.From(bytes, "x.zip").Text;

        text.ShouldContain("some words");
        text.ShouldContain("b.txt was not read");
    }

    [Fact]
    public void Extract_ZipOfNothingButTooDeepZips_SaysThat()
    {
        var bytes = Zip(("a.txt", "the innermost words"));
        for (var i = 0; i < 5; i++)
        {
            bytes = Zip(($"l{i}.zip", bytes));
        }

        Extracted.Refusal(bytes, "deep.zip").Message.ShouldContain("containers deep");
    }

    /// <summary>The same archive with the mark of encryption on one entry, in its own header and in the directory.</summary>
    private static byte[] Encrypted(byte[] zip, string name)
    {
        for (var at = 0; zip.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(name)) is >= 0 and var found; at += found + 1)
        {
            var start = at + found;
            if (start >= 46 && zip.AsSpan(start - 46, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                zip[start - 46 + 8] |= 1;
            }
            else
            {
                zip[start - 30 + 6] |= 1;
            }
        }

        return zip;
    }

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
