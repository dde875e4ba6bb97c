using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>The text of a document is bounded by what was read of it.</summary>
public sealed class ExpansionTests
{
    private const int Columns = 500;

    private const int Rows = 200;

    private const string Question =
        "How likely are you to recommend the rooms of the house to friends and colleagues who come to town for business or pleasure and would you please tell us in a word the reason";

    [Fact]
    public void Extract_LongNamesOverShortCells_AreCutForAsLongAsItLasts()
    {
        var names = Enumerable.Range(0, Columns).Select(i => $"{i:D4} {Question}").ToArray();
        var table = new StringBuilder().AppendJoin(',', names).Append('\n');
        for (var i = 0; i < Rows; i++)
        {
            table.AppendJoin(',', Enumerable.Repeat("7", Columns)).Append('\n');
        }

        var rows = Lines(Extracted.From(table.ToString(), "wide.csv"));

        rows.Sum(row => row.Length).ShouldBeLessThan(5_000_000);
        rows[0][..400].ShouldStartWith($"{names[0]}: 7; {names[1]}: 7");
        rows[^1][..200].ShouldStartWith("0000 How");
        rows.Count(row => row.StartsWith(names[0] + " | ", StringComparison.Ordinal)).ShouldBe(1, "the names are said whole once where they are cut");
        rows.Sum(row => row.Count(c => c == '7')).ShouldBeGreaterThanOrEqualTo(Columns * Rows);
    }

    [Fact]
    public void Extract_SheetWithLongNames_IsBoundedByTheFile()
    {
        var header = "<row>" + string.Concat(Enumerable.Range(0, Columns * 4).Select(i => $"<c t='str'><v>{string.Concat(Enumerable.Repeat("lamp warranty ", 12))}{i}</v></c>")) + "</row>";
        var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", Columns * 4)) + "</row>";
        var book = Packages.Xlsx([("s", header + string.Concat(Enumerable.Repeat(row, 60)))]);

        Extracted.From(book, "amp.xlsx").Text.Length.ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public void Extract_CellsInTheLastColumn_CostNoMoreThanInTheFirst()
    {
        var book = Packages.Xlsx([("s", string.Concat(Enumerable.Repeat("<row><c r='XFD1'><v>1</v></c><c r='B1'><v>2</v></c></row>", 5000)))]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var text = Extracted.From(book, "wide.xlsx").Text;

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
        text.ShouldContain("2 | 1");
    }

    [Fact]
    public void Extract_SheetWithGaps_KeepsCellsUnderTheirNames()
    {
        var book = Packages.Xlsx([("s",
            "<row><c t='str'><v>x</v></c><c t='str'><v>y</v></c><c t='str'><v>z</v></c></row><row><c r='A2'><v>1</v></c><c r='C2'><v>3</v></c></row>"
            + "<row><c r='C3'><v>6</v></c><c r='B3'><v>5</v></c><c r='C3'><v>7</v></c></row>")]);

        var text = Extracted.From(book, "gaps.xlsx").Text;

        text.ShouldContain("x: 1; z: 3\n");
        text.ShouldContain("y: 5; z: 7\n");
    }

    [Fact]
    public void Extract_PathRepeatedForEachValue_IsRefusedAtTheBound()
    {
        var json = $"{{\"{Question}\":[{string.Join(',', Enumerable.Repeat("{\"a\":1}", 250_000))}]}}";

        var refusal = Extracted.Refusal(json, "a.json");

        refusal.Code.ShouldBe(ExtractionCodes.TooComplex);
        refusal.Message.ShouldContain("repeats the same words");
    }

    [Fact]
    public void Extract_NumbersUnderALongPath_ShareLines()
    {
        var json = $"{{\"{Question}\":{{\"{Question}\":[{string.Join(',', Enumerable.Repeat("[1,2]", 120_000))}]}}}}";

        var read = Extracted.From(json, "a.json");

        read.Text.ShouldStartWith($"{Question}.{Question}: 1, 2; 1, 2; 1, 2");
        read.Text.Length.ShouldBeLessThan(4 * json.Length);
        read.Blocks.ShouldAllBe(block => block.Text.Length < 8192);
    }

    /// <summary>The rows; a long one comes in several blocks.</summary>
    private static string[] Lines(Extracted read) => read.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
