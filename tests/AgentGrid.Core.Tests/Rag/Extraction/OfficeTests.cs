using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class OfficeTests
{
    [Fact]
    public void Extract_Docx_GivesHeadingsListsTablesNotesBoxesAndComments()
    {
        var body = P("The Title", "<w:pStyle w:val='Heading1'/>") + P("Intro text.") + P("item", "<w:numPr/>")
            + $"<w:tbl><w:tr><w:tc>{P("Name")}</w:tc><w:tc>{P("Age")}</w:tc></w:tr><w:tr><w:tc>{P("Ann")}</w:tc><w:tc>{P("30")}</w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + P("In a box") + "</w:txbxContent></mc:Choice><mc:Fallback>" + P("In a box")
            + "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>After</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
            + "<w:p><m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath></w:p>";
        var bytes = Docx(
            body,
            ("word/footnotes.xml", Word("footnotes", $"<w:footnote w:id='2'>{P("The note.")}</w:footnote>")),
            ("word/comments.xml", Word("comments", $"<w:comment w:id='1' w:author='Eve'>{P("Check this.")}</w:comment>")));

        Extracted.From(bytes, "report.docx").Text.ShouldBe(
            "The Title\n\nIntro text.\n\n- item\nName: Ann; Age: 30\nIn a box\n\nAfter[2]\n\na+b=c\n\nFootnotes\n\n[2] The note.\n\nComments\n\nEve: Check this.\n\n");
    }

    [Theory]
    [InlineData("3", new[] { 1, 1, 2, 2, 3 })]
    [InlineData("4", new int[0])]
    [InlineData("", new int[0])]
    public void Extract_DocxWithMarksOfPages_TrustsThemWhenTheDocumentCountsAsMany(string pages, int[] expected)
    {
        const string Break = "<w:r><w:lastRenderedPageBreak/></w:r>";
        var body = P("one") + $"<w:p><w:r><w:t>begins on one </w:t></w:r>{Break}<w:r><w:t>ends on two</w:t></w:r></w:p>" + P("two")
            + $"<w:tbl><w:tr><w:tc>{P("1")}</w:tc><w:tc>{P("on two")}</w:tc></w:tr>"
            + $"<w:tr><w:tc><w:p>{Break}<w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc>{P("on three")}</w:tc></w:tr></w:tbl>";

        var found = Extracted.From(Docx(body, ("docProps/app.xml", $"<Properties><Pages>{pages}</Pages></Properties>")), "a.docx");

        found.Blocks.Where(block => block.Page is not null).Select(block => block.Page!.Value).ShouldBe(expected);
        found.Blocks.Count.ShouldBe(5);
    }

    [Fact]
    public void Extract_DocxWithLocalisedHeadingStyle_FindsItByItsName()
    {
        var styles = Word("styles", "<w:style w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>");

        Extracted.From(Docx(P("Kapitel", "<w:pStyle w:val='berschrift2'/>"), ("word/styles.xml", styles)), "a.docx").Blocks
            .ShouldHaveSingleItem().Level.ShouldBe(2);
    }

    [Fact]
    public void Extract_Xlsx_GivesRowsUnderHeadersWithDatesBooleansAndComments()
    {
        var rows = "<row><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>When</t></is></c><c r='C1' t='inlineStr'><is><t>Ok</t></is></c></row>"
            + "<row><c r='A2' t='str'><f>HYPERLINK(\"http://evil\")</f><v>Ann</v></c><c r='B2' s='1'><v>45000</v></c><c r='C2' t='b'><v>1</v></c></row>"
            + "<row><c r='A3'><v>0.1</v></c><c r='C3' t='e'><v>#REF!</v></c></row>";
        var bytes = Xlsx(
            [("People", rows)],
            ("xl/sharedStrings.xml", "<sst><si><t>Na</t><r><t>me</t></r><rPh><t>reading</t></rPh></si></sst>"),
            ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"),
            ("xl/worksheets/_rels/sheet0.xml.rels", "<Relationships><Relationship Id='c' Type='x/comments' Target='../comments1.xml'/></Relationships>"),
            ("xl/comments1.xml", "<comments><commentList><comment ref='A2'><text><t>Is that so?</t></text></comment></commentList></comments>"));

        var found = Extracted.From(bytes, "book.xlsx");

        found.Text.ShouldBe("People\n\nName: Ann; When: 2023-03-15; Ok: true\nName: 0.1; Ok: #REF!\nComment on A2: Is that so?\n\n");
        found.Blocks.ShouldAllBe(block => block.Page == 1);
    }

    [Theory]
    [InlineData("0%", "0.15", "15%")]
    [InlineData("0.00%", "7.2499999999999995E-2", "7.25%")]
    [InlineData("0%", "0.0725", "7.25%")]
    [InlineData("[h]:mm:ss", "1.5", "36:00:00")]
    [InlineData("[h]:mm", "-1.0625", "-25:30")]
    [InlineData("[mm]:ss", "0.0625", "90:00")]
    [InlineData("mmmm", "45000", "March")]
    [InlineData("mmm\\-yy", "45000", "March 2023")]
    [InlineData("[$-407]d\\. mmmm yyyy", "45001", "16 März 2023")]
    [InlineData("dd/mm/yyyy;@", "45001", "2023-03-16")]
    [InlineData("m/d/yy h:mm AM/PM", "45000.75", "2023-03-15 18:00:00")]
    [InlineData("yyyy", "45000", "2023")]
    [InlineData("dddd", "45000", "Wednesday")]
    [InlineData("h:mm", "0.25", "06:00:00")]
    [InlineData("mm:ss.0", "0.01", "00:14:24")]
    [InlineData("d mmm yyyy", "1", "1 January 1900")]
    [InlineData("00000", "1234", "01234")]
    [InlineData("#,##0.00\\ &quot;€&quot;", "-1234.5", "-1234.5 €")]
    [InlineData("_([$$-409]* #,##0.00_)", "12", "$12")]
    [InlineData("0.0&quot; kg&quot;", "3.5", "3.5 kg")]
    [InlineData("0.0,,&quot;M&quot;", "1500000", "1500000")]
    [InlineData("[Red]0;[Blue]-0", "5", "5")]
    [InlineData("General", "4012888888881881", "4012888888881881")]
    [InlineData("0", "4.0128888888818811E15", "4012888888881880")]
    [InlineData("General", "1E-05", "0.00001")]
    [InlineData("General", "1e21", "1000000000000000000000")]
    [InlineData("General", "0.30000000000000004", "0.3")]
    [InlineData("General", "1E+300", "1E+300")]
    [InlineData("yyyy-mm-dd", "-5", "-5")]
    [InlineData("&quot;[unclosed", "7", "[unclosed7")]
    [InlineData("\\", "7", "7")]
    public void Extract_XlsxNumber_IsWhatAReaderOfTheSheetSees(string format, string value, string shown) =>
        Extracted.From(
            Xlsx(
                [("S", $"<row><c t='str'><v>Some words</v></c><c s='1'><v>{value}</v></c></row>")],
                ("xl/styles.xml", $"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='{format}'/></numFmts><cellXfs><xf/><xf numFmtId='164'/></cellXfs></styleSheet>")),
            "b.xlsx").Text.ShouldBe($"S\n\nSome words | {shown}\n");

    [Fact]
    public void Extract_XlsxWithTextBoxesYearsAndEscapes_ReadsThem()
    {
        var rows = "<row><c t='inlineStr'><is><t>Country</t></is></c><c><v>2019</v></c><c><v>2020</v></c></row>"
            + "<row><c t='s'><v>0</v></c><c><v>11</v></c><c><v>12</v></c></row>";
        var bytes = Xlsx(
            [("S", rows)],
            ("xl/sharedStrings.xml", "<sst><si><t>line one_x000D_\nline _x005F_x000D_ two</t></si></sst>"),
            ("xl/worksheets/_rels/sheet0.xml.rels", "<Relationships><Relationship Id='d' Type='x/drawing' Target='../drawings/drawing1.xml'/></Relationships>"),
            ("xl/drawings/drawing1.xml", "<d:wsDr xmlns:d='d' xmlns:a='a'><d:twoCellAnchor><d:from><d:col>1</d:col></d:from><d:sp><d:txBody><a:p><a:r><a:t>The warranty lasts seven years</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"));

        Extracted.From(bytes, "b.xlsx").Text
            .ShouldBe("S\n\nCountry: line one line _x000D_ two; 2019: 11; 2020: 12\nThe warranty lasts seven years\n\n");
    }

    [Fact]
    public void Extract_XlsxCountedFrom1904_GivesTheRightDays()
    {
        var bytes = Zip(
            ("xl/workbook.xml", "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><workbookPr date1904='1'/><sheets><sheet name='S' r:id='r0'/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r0' Type='x/worksheet' Target='worksheets/sheet0.xml'/></Relationships>"),
            ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet0.xml", "<worksheet><sheetData><row><c t='str'><v>words here</v></c><c s='0'><v>43538</v></c></row></sheetData></worksheet>"));

        Extracted.From(bytes, "b.xlsx").Text.ShouldContain("words here | 2023-03-15");
    }

    [Fact]
    public void Extract_OfficePartsUnderOtherNames_AreFoundByTheirRelations()
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        static string Root(string target) => $"<Relationships><Relationship Id='m' Type='{Relations}/officeDocument' Target='{target}'/></Relationships>";
        var docx = Zip(
            ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", Root("/word/document2.xml")),
            ("word/document2.xml", Word("document", "<w:body>" + P("The contract ends in 2031.") + "</w:body>")),
            ("word/_rels/document2.xml.rels", $"<Relationships><Relationship Id='f' Type='{Relations}/footnotes' Target='footnotes2.xml'/></Relationships>"),
            ("word/footnotes2.xml", Word("footnotes", $"<w:footnote w:id='2'>{P("The note.")}</w:footnote>")));
        var pptx = Zip(
            ("_rels/.rels", Root("ppt/other.xml")), ("ppt/other.xml", $"<p:presentation xmlns:p='p' xmlns:r='{Relations}'><p:sldIdLst><p:sldId r:id='s'/></p:sldIdLst></p:presentation>"),
            ("ppt/_rels/other.xml.rels", $"<Relationships><Relationship Id='s' Type='{Relations}/slide' Target='s.xml'/></Relationships>"),
            ("ppt/s.xml", "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:t>Words of a slide</a:t></a:p></p:sld>"));

        Extracted.From(docx, "a.docx").Text.ShouldBe("The contract ends in 2031.\n\nFootnotes\n\n[2] The note.\n\n");
        Extracted.From(pptx, "a.pptx").Text.ShouldBe("Words of a slide\n\n");
        Extracted.From(Zip(("_rels/.rels", "<broken"), ("a.txt", "words of a file")), "a.zip").Text.ShouldContain("words of a file");
    }

    [Fact]
    public void Extract_XlsxOfHundredThousandSheets_IsRefused()
    {
        var sheets = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<sheet name='s{i}'/>"));

        var refusal = Extracted.Refusal(Zip(("xl/workbook.xml", $"<workbook><sheets>{sheets}</sheets></workbook>")), "b.xlsx");

        refusal.Code.ShouldBe(ExtractionCodes.TooComplex);
        refusal.Message.ShouldContain("500 sheets");
    }

    [Fact]
    public void Extract_XlsxWithFarCells_DoesNotFillTheGap() =>
        Extracted.From(Xlsx([("S", "<row><c r='XFD1'><v>7</v></c><c r='ZZZZZZZZ1'><v>8</v></c><c t='s'><v>99</v></c><c r='A1' t='str'><v>words</v></c></row>")]), "b.xlsx")
            .Text.ShouldBe("S\n\nwords | 7\n");

    [Fact]
    public void Extract_Pptx_GivesSlidesInOrderWithTitlesTablesAndNotes()
    {
        var title = "<p:sp><p:nvSpPr><p:cNvPr descr='A picture of a cat'/><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr><a:p><a:r><a:t>Hello</a:t></a:r></a:p></p:sp>"
            + "<p:sp><a:p><a:r><a:t>Body one</a:t></a:r></a:p></p:sp><p:sp><p:ph type='sldNum'/><a:p><a:r><a:t>1</a:t></a:r></a:p></p:sp>";
        var table = "<a:tbl><a:tr><a:tc><a:p><a:t>K</a:t></a:p></a:tc><a:tc><a:p><a:t>V</a:t></a:p></a:tc></a:tr>"
            + "<a:tr><a:tc><a:p><a:t>key</a:t></a:p></a:tc><a:tc><a:p><a:t>value</a:t></a:p></a:tc></a:tr></a:tbl>";
        var bytes = Pptx(
            [title, table],
            ("ppt/slides/_rels/slide2.xml.rels", "<Relationships><Relationship Id='n' Type='x/notesSlide' Target='../notesSlides/n1.xml'/></Relationships>"),
            ("ppt/notesSlides/n1.xml", "<p:notes xmlns:p='p' xmlns:a='a'><p:sp><a:p><a:t>Say this aloud</a:t></a:p></p:sp></p:notes>"));

        var found = Extracted.From(bytes, "talk.pptx");

        found.Text.ShouldBe("A picture of a cat\n\nHello\n\nBody one\n\nK: key; V: value\nNotes:\n\nSay this aloud\n\n");
        found.Blocks.Select(block => block.Page).ShouldBe([1, 1, 1, 2, 2, 2]);
    }

    [Fact]
    public void Extract_EncryptedOffice_SaysSo()
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[400]];

        Extracted.Refusal(bytes, "secret.docx").Code.ShouldBe(ExtractionCodes.FileEncrypted);
    }

    [Fact]
    public void Extract_LegacyWord_SaysHowToMendIt()
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("WordDocument")];

        Extracted.Refusal(bytes, "old.doc").Message.ShouldContain("DOCX");
    }

    [Fact]
    public void Extract_OfficeXmlWithDocumentType_IsRefused()
    {
        const string Bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:document xmlns:w='w'><w:t>&b;</w:t></w:document>";

        Extracted.Refusal(Zip(("word/document.xml", Bomb)), "a.docx").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Fact]
    public void Extract_DeeplyNestedDocx_IsRefused() =>
        Extracted.Refusal(Docx(string.Concat(Enumerable.Repeat("<w:p>", 20_000))), "a.docx").Code.ShouldBe(ExtractionCodes.TooComplex);

    [Fact]
    public void Extract_TruncatedDocx_IsCorrupt()
    {
        var bytes = Docx(string.Concat(Enumerable.Range(0, 500).Select(i => P($"Paragraph {i}"))));

        Extracted.Refusal(bytes[..(bytes.Length / 2)], "a.docx").Code.ShouldBe(ExtractionCodes.FileCorrupt);
    }

    [Theory]
    [InlineData("afchunk.htm", "<html><body><p>Words about the walrus</p></body></html>", "Words about the walrus")]
    [InlineData("afchunk.txt", "Words about the walrus", "Words about the walrus")]
    [InlineData("afchunk.rtf", "{\\rtf1 Words}", "(afchunk.rtf was not read: This is an RTF document")]
    [InlineData("other.htm", "x", "(A document inside this one was not read")]
    public void Extract_DocxWithADocumentInside_ReadsItOrSaysWhyNot(string name, string content, string expected)
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var bytes = Docx(
            P("Before it.") + $"<w:altChunk xmlns:r='{Relations}' r:id='rA'/>" + P("After it."), ("word/" + name, content),
            ("word/_rels/document.xml.rels", $"<Relationships><Relationship Id='rA' Type='{Relations}/aFChunk' Target='{name.Replace("other", "gone", StringComparison.Ordinal)}'/></Relationships>"));

        var text = Extracted.From(bytes, "a.docx").Text;

        text.ShouldStartWith("Before it.\n\n" + expected);
        text.ShouldEndWith("\n\nAfter it.\n\n");
    }

    [Fact]
    public void Extract_PptxTableAboveTheFooters_IsRead()
    {
        const string Footer = "<p:sp><p:nvSpPr><p:nvPr><p:ph type='sldNum'/></p:nvPr></p:nvSpPr><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:sp>";
        const string Table = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='4'/></p:nvGraphicFramePr><a:tbl><a:tr><a:tc><a:p><a:t>Part</a:t></a:p></a:tc><a:tc><a:p><a:t>Price</a:t></a:p></a:tc></a:tr>"
            + "<a:tr><a:tc><a:p><a:t>Bolt</a:t></a:p></a:tc><a:tc><a:p><a:t>7</a:t></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>";

        Extracted.From(Pptx([Footer + Table]), "t.pptx").Text.ShouldBe("Part: Bolt; Price: 7\n");
    }

    [Fact]
    public void Extract_DocxWithReadingsAboveTheWords_LeavesThemOut()
    {
        static string Ruby(string text, string reading) => $"<w:r><w:ruby><w:rt><w:r><w:t>{reading}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>{text}</w:t></w:r></w:rubyBase></w:ruby></w:r>";

        Extracted.From(Docx($"<w:p>{Ruby("漢", "かん")}{Ruby("字", "じ")}<w:r><w:t>を読む</w:t></w:r></w:p>"), "a.docx").Text.ShouldBe("漢字を読む\n\n");
    }

    [Fact]
    public void Extract_XlsxWithLongNamesAndNoRows_GivesBoundedBlocks()
    {
        var names = string.Concat(Enumerable.Range(0, 400).Select(i => $"<c t='str'><v>{new string('n', 150)} {i}</v></c>"));

        Extracted.From(Xlsx([("S", $"<row>{names}</row>")]), "b.xlsx").Blocks.ShouldAllBe(block => block.Text.Length < 16_000);
    }
}
