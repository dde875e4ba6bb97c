using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class XlsxTests
{
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
    public void Extract_XlsxWithLongNamesAndNoRows_GivesBoundedBlocks()
    {
        var names = string.Concat(Enumerable.Range(0, 400).Select(i => $"<c t='str'><v>{new string('n', 150)} {i}</v></c>"));

        Extracted.From(Xlsx([("S", $"<row>{names}</row>")]), "b.xlsx").Blocks.ShouldAllBe(block => block.Text.Length < 16_000);
    }

    [Fact]
    public void Extract_XlsxCommentWithAnswers_IsReadWithoutTheNoticeAboveIt()
    {
        const string Notice = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it will get removed.\n\nComment:\n    ";
        var bytes = Xlsx(
            [("S", "<row><c t='str'><v>Some words</v></c></row>")],
            ("xl/worksheets/_rels/sheet0.xml.rels", "<Relationships><Relationship Id='c' Type='x/comments' Target='../comments1.xml'/></Relationships>"),
            ("xl/comments1.xml", $"<comments><commentList><comment ref='A1'><text><t>{Notice}Check the tax</t></text></comment></commentList></comments>"));

        Extracted.From(bytes, "b.xlsx").Text.ShouldBe("S\n\nSome words\nComment on A1: Check the tax\n\n");
    }
}
