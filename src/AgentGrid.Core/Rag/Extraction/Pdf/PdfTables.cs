using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// Pages of tables, from text laid out as on paper: cells stand apart by two or more spaces. No cell is given a column's name,
/// since a row with a gap does not tell which of its cells is missing.
/// </summary>
internal static partial class PdfTables
{
    private const int LeastRows = 3;

    private const int LeastCells = 3;

    /// <summary>Cells longer than this on average are columns of running text, not of a table.</summary>
    private const int MaxCellChars = 24;

    public static bool IsTabular(string page)
    {
        int rows = 0, cells = 0, chars = 0;
        foreach (var line in page.Split('\n'))
        {
            var found = Cells(line);
            if (found.Length >= LeastCells)
            {
                rows++;
                cells += found.Length;
                chars += found.Sum(cell => cell.Length);
            }
        }

        return rows >= LeastRows && chars <= cells * MaxCellChars;
    }

    public static IEnumerable<Block> Blocks(string page, int number)
    {
        var text = new List<string>();
        foreach (var line in page.Split('\n'))
        {
            var cells = Cells(line);
            if (cells.Length < 2)
            {
                text.Add(line);
                continue;
            }

            foreach (var block in PdfLayout.Blocks(string.Join('\n', text), number))
            {
                yield return block;
            }

            text.Clear();
            yield return Block.Row(RowText.Of(cells), number);
        }

        foreach (var block in PdfLayout.Blocks(string.Join('\n', text), number))
        {
            yield return block;
        }
    }

    private static string[] Cells(string line) => line.AsSpan().Trim().IsEmpty ? [] : Gap().Split(line.Trim());

    [GeneratedRegex(" {2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Gap();
}
