using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Tools;
using AgentGrid.Testing;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Tables drawn on a page keep each cell under its column's name, and what only looks like one gets no names.</summary>
public sealed class PdfTableTests
{
    private static readonly int[] Columns = [72, 200, 300, 400];

    [SkippableTheory]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(28)]
    public void Extract_EmptyCells_LeaveTheOthersInTheirColumns(int lineHeight) =>
        Rows(Grid(lineHeight, "Part|Qty|Price|Shelf", "Bolt|12|0.40|A1", "Nut||0.20|A2", "Washer|99||A3", "Pin|||A6")).ShouldBe(
        [
            "Part: Bolt; Qty: 12; Price: 0.40; Shelf: A1", "Part: Nut; Price: 0.20; Shelf: A2", "Part: Washer; Qty: 99; Shelf: A3", "Part: Pin; Shelf: A6",
        ]);

    [SkippableFact]
    public void Extract_FewFullRows_AreATableStill() =>
        Rows(Grid(20, "Part|Qty|Price", "Bolt|12|0.40", "Nut||0.20", "Washer|99|")).ShouldBe(["Part: Bolt; Qty: 12; Price: 0.40", "Part: Nut; Price: 0.20", "Part: Washer; Qty: 99"]);

    [SkippableFact]
    public void Extract_TwoColumns_AreATableWhereNumbersStandUnderAWord() =>
        Rows(Grid(16, "Drink|Price", "Coffee|2.50", "Tea|2.00")).ShouldBe(["Drink: Coffee; Price: 2.50", "Drink: Tea; Price: 2.00"]);

    [SkippableFact]
    public void Extract_NumbersAtTheRight_StandUnderTheirNames()
    {
        var cells = new List<(double, double, string)> { (72, 690, "Item"), (232, 690, "Qty"), (360, 690, "Amount due"), (72, 674, "Nut"), (244, 674, "5"), (378, 674, "1,200.50") };
        cells.AddRange([(72, 658, "Bolt"), (396, 658, "3.00"), (72, 642, "Washer"), (226, 642, "1200")]);

        Rows(cells).ShouldBe(["Item: Nut; Qty: 5; Amount due: 1,200.50", "Item: Bolt; Amount due: 3.00", "Item: Washer; Qty: 1200"]);
    }

    [SkippableFact]
    public void Extract_YearsOverNumbers_AreNames() =>
        Rows(Grid(16, "|2022|2023", "Sales|1,204|1,300", "Costs||900")).ShouldBe(["Sales; 2022: 1,204; 2023: 1,300", "Costs; 2023: 900"]);

    [SkippableFact]
    public void Extract_LineAcrossTheColumns_DoesNotEndTheTable() =>
        Rows([.. Grid(30, "Part|Qty|Price", "Bolt|12|0.40", "Nut||0.20"), (100, 675, "Bolts are of steel and are sold by the hundred only.")])
            .ShouldBe(["Part: Bolt; Qty: 12; Price: 0.40", "Part: Nut; Price: 0.20"]);

    [SkippableFact]
    public void Extract_Form_GetsNoNames() =>
        Rows(Grid(16, "Name|John Smith|City|Oslo", "Phone|555 1234|Zip|0150", "Email|john@x.org|Plan|Gold")).ShouldBe(
            ["Name | John Smith | City | Oslo", "Phone | 555 1234 | Zip | 0150", "Email | john@x.org | Plan | Gold"]);

    [SkippableFact]
    public void Extract_SumWithoutItsColumn_GetsNoName() =>
        Rows(Grid(16, "Part|Qty|Unit price|Amount", "Bolt|12|0.40|4.80", "Nut|10|0.20|2.00", "||Subtotal:|6.80", "||Total|6.80")).Skip(2).ShouldBe(["Subtotal: | 6.80", "Total | 6.80"]);

    [SkippableFact]
    public void Extract_NewspaperColumns_AreReadOneAfterTheOther()
    {
        var lines = Enumerable.Range(0, 20).SelectMany(i => new[] { (72.0, 720.0 - (14 * i), $"The left column goes on with {i}"), (330.0, 720.0 - (14 * i), $"The right one has its own {i}") });

        var found = Read([.. lines]);

        found.Blocks.ShouldNotContain(block => block.Kind == BlockKind.TableRow);
        found.Text.IndexOf("left column goes on with 19", StringComparison.Ordinal).ShouldBeLessThan(found.Text.IndexOf("right one has its own 0", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Extract_SmallTableAmongNewspaperColumns_DoesNotMixThem()
    {
        var lines = Enumerable.Range(0, 20).SelectMany(i => new[] { (72.0, 620.0 - (14 * i), $"The left column goes on with {i}"), (330.0, 620.0 - (14 * i), $"The right one has its own {i}") });

        Read([.. Grid(14, "Part|Qty|Price", "Bolt|12|0.40", "Nut|9|0.20"), .. lines]).Text.ShouldContain("goes on with 3\nThe left column goes on with 4");
    }

    private static List<(double X, double Y, string Text)> Grid(int lineHeight, params string[] rows) =>
        [.. rows.SelectMany((row, i) => row.Split('|').Select((cell, j) => ((double)Columns[j], 690.0 - (lineHeight * i), cell))).Where(cell => cell.cell.Length > 0)];

    private static IEnumerable<string> Rows(IReadOnlyList<(double, double, string)> cells) =>
        Read(cells).Blocks.Where(block => block.Kind == BlockKind.TableRow).Select(block => block.Text.TrimEnd());

    private static Extracted Read(IReadOnlyList<(double, double, string)> cells)
    {
        Requires.Tool(ToolLocator.Find("pdftotext") is null ? "pdftotext (poppler-utils) is not installed." : null);
        return Extracted.From(Pdfs.Drawn(cells), "table.pdf");
    }
}
