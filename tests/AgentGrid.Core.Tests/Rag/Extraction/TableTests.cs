using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Rows of tables say what a reader of the table sees, whatever its cells span.</summary>
public sealed class TableTests
{
    [Fact]
    public void Extract_HtmlRowspan_CountsForEachRowItReaches() =>
        HtmlRows("<tr><th>Size</th><th>Colour</th><th>Price</th></tr><tr><td rowspan=2>Large</td><td>red</td><td>10</td></tr><tr><td>blue</td><td>11</td></tr><tr><td>Small</td><td>red</td><td>7</td></tr>")
            .ShouldBe(["Size: Large; Colour: red; Price: 10", "Size: Large; Colour: blue; Price: 11", "Size: Small; Colour: red; Price: 7"]);

    [Fact]
    public void Extract_HtmlColspanOfAValue_GoesUnderAllItsColumns() =>
        HtmlRows("<tr><th>Name</th><th>Jan</th><th>Feb</th><th>Mar</th></tr><tr><td>Lamp</td><td colspan=2>closed</td><td>7</td></tr><tr><td colspan=4>Chairs</td></tr>")
            .ShouldBe(["Name: Lamp; Jan, Feb: closed; Mar: 7", "Chairs"]);

    [Fact]
    public void Extract_HtmlHeadersInTwoRows_NameColumnsTogether() =>
        HtmlRows("<thead><tr><th rowspan=2>Region</th><th colspan=2>Europe</th><th>Asia</th></tr><tr><th>Lamps</th><th>Chairs</th><th>Lamps</th></tr></thead><tr><td>2020</td><td>1</td><td>2</td><td>3</td></tr>")
            .ShouldBe(["Region: 2020; Europe Lamps: 1; Europe Chairs: 2; Asia Lamps: 3"]);

    [Fact]
    public void Extract_HtmlHeaderWithEmptyCorner_IsAHeader() =>
        HtmlRows("<thead><tr><td></td><th>2019</th><th>2020</th></tr></thead><tbody><tr><th>France</th><td>67</td><td>68</td></tr></tbody>")
            .ShouldBe(["France; 2019: 67; 2020: 68"]);

    [Fact]
    public void Extract_HtmlHeadersWithoutRows_AreNotLost() => HtmlRows("<tr><th>Name</th><th>Ann</th></tr>").ShouldBe(["Name | Ann"]);

    [Fact]
    public void Extract_HtmlRowspanPastItsGroup_EndsThere() =>
        HtmlRows("<tbody><tr><td rowspan=0>A</td><td>1</td></tr><tr><td>2</td></tr></tbody><tbody><tr><td>B</td><td>3</td></tr></tbody>")
            .ShouldBe(["A | 1", "A | 2", "B | 3"]);

    [Theory]
    [InlineData("colspan=99999999 rowspan=99999999")]
    [InlineData("colspan=-3 rowspan=-1")]
    [InlineData("colspan=2 rowspan=65534")]
    [InlineData("colspan=99999999999999999999 rowspan=x")]
    public void Extract_HtmlHostileSpans_AreBounded(string span)
    {
        var rows = string.Concat(Enumerable.Repeat($"<tr><td {span}>words over rows</td><td rowspan=3>a</td><td colspan=5>b</td></tr>", 2000));

        var text = Extracted.From($"<p>Intro</p><table>{rows}</table>", "p.html").Text;

        text.ShouldContain("words over rows");
        text.Length.ShouldBeLessThan(20_000 + (17 * 2000 * "words over rows | a | b".Length));
    }

    [Fact]
    public void Extract_HtmlLongTallCell_IsRepeatedInShort()
    {
        var rows = HtmlRows($"<tr><td rowspan=3>{new string('x', 3000)}</td><td>1</td></tr><tr><td>2</td></tr><tr></tr>");

        rows.Select(row => row.Length).ShouldBe([3004, 205]);
    }

    [Fact]
    public void Extract_HtmlLongNamesOverShortCells_AreBounded()
    {
        var names = string.Concat(Enumerable.Range(0, 100).Select(i => $"<th>{string.Concat(Enumerable.Repeat("sales of the region ", 9))}{i}</th>"));
        var row = "<tr>" + string.Concat(Enumerable.Repeat("<td>1", 100)) + "</tr>";

        var text = Extracted.From($"<p>Intro words here</p><table><tr>{names}</tr>{string.Concat(Enumerable.Repeat(row, 500))}</table>", "p.html").Text;

        text.Length.ShouldBeLessThan(2_500_000);
    }

    [Fact]
    public void Extract_DocxMergedCells_KeepTheirColumnsAndValues()
    {
        var table = Tr(Tc("Region"), Tc("January"), Tc("February"), Tc("March"))
            + Tr(Tc("North", "<w:vMerge w:val='restart'/>"), Tc("n/a", "<w:gridSpan w:val='2'/>"), Tc("333"))
            + Tr(Tc("", "<w:vMerge/>"), Tc("11"), Tc("22"), "<w:tc/>")
            + $"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{Tc("5")}{Tc("6")}</w:tr>";

        DocxRows(table).ShouldBe(
            ["Region: North; January, February: n/a; March: 333", "Region: North; January: 11; February: 22", "February: 5; March: 6"]);
    }

    [Fact]
    public void Extract_DocxDeletedRow_IsGone() =>
        DocxRows($"<w:tr><w:trPr><w:del w:id='3' w:author='q'/></w:trPr>{Tc("gone1")}{Tc("gone2")}</w:tr>" + Tr(Tc("kept"), Tc("too")))
            .ShouldBe(["kept | too"]);

    [Fact]
    public void Extract_DocxHeaderInTwoMarkedRows_NamesColumnsTogether()
    {
        const string Mark = "<w:trPr><w:tblHeader/></w:trPr>";
        var table = $"<w:tr>{Mark}{Tc("Region", "<w:vMerge w:val='restart'/>")}{Tc("Europe", "<w:gridSpan w:val='2'/>")}</w:tr>"
            + $"<w:tr>{Mark}{Tc("", "<w:vMerge/>")}{Tc("Lamps")}{Tc("Chairs")}</w:tr>" + Tr(Tc("2020"), Tc("1"), Tc("2"));

        DocxRows(table).ShouldBe(["Region: 2020; Europe Lamps: 1; Europe Chairs: 2"]);
    }

    [Fact]
    public void Extract_DocxTitleOverTheTable_LeavesTheHeaderBelowIt() =>
        DocxRows(Tr(Tc("Prices", "<w:gridSpan w:val='2'/>")) + Tr(Tc("Item"), Tc("Price")) + Tr(Tc("Lamp"), Tc("12")))
            .ShouldBe(["Prices", "Item: Lamp; Price: 12"]);

    [Fact]
    public void Extract_PptxMergedCells_KeepTheirColumnsAndValues()
    {
        static string Cell(string text, string merge = "") => $"<a:tc {merge}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:tc>";
        var table = $"<a:tbl><a:tr>{Cell("Region")}{Cell("Jan")}{Cell("Feb")}</a:tr><a:tr>{Cell("North", "rowSpan='2'")}{Cell("closed", "gridSpan='2'")}<a:tc hMerge='1'/></a:tr>"
            + $"<a:tr>{Cell("", "vMerge='1'")}{Cell("1")}{Cell("2")}</a:tr></a:tbl>";

        Rows(Extracted.From(Pptx([table]), "t.pptx")).ShouldBe(["Region: North; Jan, Feb: closed", "Region: North; Jan: 1; Feb: 2"]);
    }

    [Theory]
    [InlineData("Country,2019,2020\nFrance,11,12\nSpain,21,22\n", "Country: France; 2019: 11; 2020: 12|Country: Spain; 2019: 21; 2020: 22")]
    [InlineData(",name,city\n0,Ann,Rome\n1,Bob,Oslo\n", "0; name: Ann; city: Rome|1; name: Bob; city: Oslo")]
    [InlineData("name,city,\nAnn,Rome,\n", "name: Ann; city: Rome")]
    [InlineData("sep=;\nName;City\nAnn;Rome\n", "Name: Ann; City: Rome")]
    [InlineData("Report of 2024-05-01\n\nName,City\nAnn,Rome\nBob,Oslo\n", "Report of 2024-05-01|Name: Ann; City: Rome|Name: Bob; City: Oslo")]
    [InlineData("Month,2024-01,2024-02\nLamps,3,4\n", "Month: Lamps; 2024-01: 3; 2024-02: 4")]
    [InlineData("Ann,1985\nBob,1990\n", "Ann | 1985|Bob | 1990")]
    [InlineData("Ann,1985\n", "Ann | 1985")]
    [InlineData("1,2,apple\n3,4,pear\n", "1 | 2 | apple|3 | 4 | pear")]
    public void Extract_Csv_FindsTheNamesOfColumns(string csv, string rows) => Rows(Extracted.From(csv, "t.csv")).ShouldBe(rows.Replace(" | ", "\t", StringComparison.Ordinal).Split('|').Select(row => row.Replace("\t", " | ", StringComparison.Ordinal)));

    [Fact]
    public void Extract_XlsxMergedNames_GoWithTheNamesBelowThem() =>
        SheetRows(
            "B1:C1 D1:E1 A1:A2",
            "A1 Region|B1 Q1|D1 Q2", "B2 Plan|C2 Actual|D2 Plan|E2 Actual", "A3 North|B3 1|C3 2|D3 3|E3 4").ShouldBe(["Region: North; Q1 Plan: 1; Q1 Actual: 2; Q2 Plan: 3; Q2 Actual: 4"]);

    [Fact]
    public void Extract_XlsxMergedNameOverValues_NamesEachColumn() =>
        SheetRows("B1:C1", "A1 Region|B1 Sales", "A2 North|B2 1|C2 2").ShouldBe(["Region: North; Sales: 1; Sales: 2"]);

    [Fact]
    public void Extract_XlsxMergedNamesWithoutATallOne_TakeTheRowBelowThem() =>
        SheetRows("B1:C1", "A1 Region|B1 Sales", "B2 Plan|C2 Actual", "A3 North|B3 1|C3 2").ShouldBe(["Region: North; Sales Plan: 1; Sales Actual: 2"]);

    [Fact]
    public void Extract_XlsxMergedLabels_CountForEachRow() =>
        SheetRows("A2:A3 A5:A99999999", "A1 Region|B1 Item|C1 Sold", "A2 North|B2 Lamp|C2 3", "B3 Chair|C3 4", "A4 South|B4 Lamp|C4 5", "A5 West|B5 Lamp|C5 6", "A6 East|B6 Lamp|C6 7")
            .ShouldBe(["Region: North; Item: Lamp; Sold: 3", "Region: North; Item: Chair; Sold: 4", "Region: South; Item: Lamp; Sold: 5", "Region: West; Item: Lamp; Sold: 6", "Region: East; Item: Lamp; Sold: 7"]);

    [Fact]
    public void Extract_XlsxMergedTitle_LeavesTheNamesBelowIt() =>
        SheetRows("A1:C1", "A1 Report", "A2 Item|B2 Price", "A3 Lamp|B3 7").ShouldBe(["Report", "Item: Lamp; Price: 7"]);

    [Fact]
    public void Extract_XlsxMergedNamesWithoutRows_AreNotLost() => SheetRows("B1:C1", "A1 Region|B1 Sales").ShouldBe(["Region | Sales"]);

    [Theory]
    [InlineData("A1:XFD1048576")]
    [InlineData("B1:A0 C1:A1 A-1:B2 :: A1: ZZZZZZ9:ZZZZZZZZ9 99:99 A99999999999999:B3")]
    public void Extract_XlsxHostileMerges_AreBounded(string merges)
    {
        var rows = Enumerable.Range(2, 2000).Select(i => $"B{i} word").Prepend("A1 A title of the sheet|B1 second");

        var text = string.Join('\n', SheetRows(merges, [.. rows]));

        text.ShouldContain("word");
        text.Length.ShouldBeLessThan(400_000);
    }

    [Fact]
    public void Extract_XlsxManyMerges_AreFoundAcrossTheBuffer()
    {
        var merges = string.Join(' ', Enumerable.Range(2, 9000).Select(i => $"C{i}:D{i}").Append("A20000:A20001"));

        SheetRows(merges, "A1 Region|B1 Sold", "A20000 North|B20000 1", "B20001 2").ShouldBe(["Region: North; Sold: 1", "Region: North; Sold: 2"]);
    }

    private static List<string> SheetRows(string merges, params string[] rows)
    {
        static string Cell(string cell) => $"<c r='{cell.Split(' ')[0]}' t='inlineStr'><is><t>{cell[(cell.IndexOf(' ', StringComparison.Ordinal) + 1)..]}</t></is></c>";
        var sheet = string.Concat(rows.Select(row =>
            $"<row r='{row.Split(' ')[0].TrimStart('A', 'B')}'>{string.Concat(row.Split('|').Select(Cell))}</row>"));
        sheet += $"</sheetData><mergeCells>{string.Concat(merges.Split(' ').Select(reference => $"<mergeCell ref=\"{reference}\"/>"))}</mergeCells><sheetData>";
        return [.. Rows(Extracted.From(Xlsx([("s", sheet)]), "t.xlsx"))];
    }

    private static IEnumerable<string> Rows(Extracted found) => found.Blocks.Where(block => block.Kind == BlockKind.TableRow).Select(block => block.Text.TrimEnd());

    private static List<string> HtmlRows(string rows) => [.. Rows(Extracted.From($"<p>Intro</p><table>{rows}</table>", "p.html"))];

    private static List<string> DocxRows(string rows) => [.. Rows(Extracted.From(Docx(P("Intro") + $"<w:tbl>{rows}</w:tbl>"), "t.docx"))];

    private static string Tr(params string[] cells) => $"<w:tr>{string.Concat(cells)}</w:tr>";

    private static string Tc(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(text)}</w:tc>";
}
