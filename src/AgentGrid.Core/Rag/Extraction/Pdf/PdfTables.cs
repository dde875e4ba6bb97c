using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// Pages of tables, from text laid out as on paper: cells stand apart by two or more spaces. Columns have names where the table shows
/// for certain which they are; the cells of other rows are parted only, since a row with a gap does not tell which is missing.
/// </summary>
internal static class PdfTables
{
    private const int LeastRows = 3;

    private const int LeastCells = 3;

    /// <summary>Cells longer than this on average are columns of running text, not of a table.</summary>
    private const int MaxCellChars = 24;

    private const int LeastProseLines = 8;

    /// <summary>Rows further apart are not of one table.</summary>
    private const int MostBlankLines = 3;

    /// <summary>The page's blocks, or null when no table is on it, or more text in columns than tables: its lines are read in another order.</summary>
    /// <param name="page">The page as on paper.</param>
    /// <param name="number">Its number.</param>
    /// <param name="names">Bounds what the names of columns add to the text of the whole document.</param>
    public static IEnumerable<Block>? Read(string page, int number, NameBudget names)
    {
        if (!page.Contains("  ", StringComparison.Ordinal))
        {
            return null;
        }

        var lines = page.Split('\n');
        var cells = Array.ConvertAll(lines, line => PdfCell.Of(line));
        var rows = new Dictionary<int, string>();
        for (var first = 0; first < lines.Length;)
        {
            first = AddTable(cells, first, names, rows);
        }

        var prose = cells.Where((line, i) => line.Count == 2 && !rows.ContainsKey(i) && line.TrueForAll(cell => cell.Text.Length > MaxCellChars)).Count();
        return prose >= LeastProseLines && prose > rows.Count ? null
            : rows.Count > 0 || IsTabular(cells) ? Blocks(lines, cells, rows, number)
            : null;
    }

    /// <summary>Adds the rows of the table that begins at a line, if one does; gives the line to go on at.</summary>
    private static int AddTable(List<PdfCell>[] cells, int first, NameBudget names, Dictionary<int, string> rows)
    {
        if (cells[first].Count < 2)
        {
            return first + 1;
        }

        var grid = new PdfGrid();
        var blanks = 0;
        for (var line = first; line < cells.Length && blanks <= MostBlankLines; line++)
        {
            if (cells[line].Count == 0)
            {
                blanks++;
            }
            else if (grid.TryAdd(line, cells[line], blanks))
            {
                blanks = 0;
            }
            else
            {
                break;
            }
        }

        if (grid.Rows < 2)
        {
            return first + 1;
        }

        foreach (var (line, text) in PdfTable.Read(grid, names) ?? [])
        {
            rows[line] = text;
        }

        return grid.End;
    }

    private static bool IsTabular(List<PdfCell>[] lines)
    {
        var rows = lines.Where(cells => cells.Count >= LeastCells).ToList();
        return rows.Count >= LeastRows && rows.Sum(row => row.Sum(cell => cell.Text.Length)) <= rows.Sum(row => row.Count) * MaxCellChars;
    }

    private static IEnumerable<Block> Blocks(string[] lines, List<PdfCell>[] cells, Dictionary<int, string> rows, int number)
    {
        var text = new List<string>();
        for (var i = 0; i <= lines.Length; i++)
        {
            string? row = null;
            if (i < lines.Length && !rows.TryGetValue(i, out row) && cells[i].Count < 2)
            {
                text.Add(lines[i]);
                continue;
            }

            foreach (var block in PdfLayout.Blocks(string.Join('\n', text), number))
            {
                yield return block;
            }

            text.Clear();
            row ??= i < lines.Length ? RowText.Of(cells[i].ConvertAll(cell => cell.Text)) : "";
            if (row.Length > 0)
            {
                yield return Block.Row(row, number);
            }
        }
    }
}
