namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// Lines below each other whose cells stand in the same columns: each covers characters of one column at most, however it is aligned in it.
/// A line of one cell that lies across columns interrupts the rows without ending them.
/// </summary>
internal sealed class PdfGrid
{
    private const int MaxColumns = 64;

    private const int MaxInterruptions = 2;

    private readonly List<(int Start, int End)> _columns = [];
    private readonly List<(int Line, List<PdfCell> Cells)> _rows = [];
    private int _blanks = -1, _interruptions;

    /// <summary>Number of the line behind the last row.</summary>
    public int End => _rows.Count == 0 ? 0 : _rows[^1].Line + 1;

    public int Columns => _columns.Count;

    public int Rows => _rows.Count;

    /// <summary>Takes the next line, or is at its end.</summary>
    /// <param name="line">Its number on the page.</param>
    /// <param name="cells">Its cells, one or more.</param>
    /// <param name="blanks">How many blank lines stand above it.</param>
    public bool TryAdd(int line, List<PdfCell> cells, int blanks)
    {
        if (_rows.Count == 0)
        {
            _columns.AddRange(cells.Select(cell => (cell.Start, cell.End)));
            _rows.Add((line, cells));
            return cells.Count is > 1 and <= MaxColumns;
        }

        var fits = Fits(cells, out var hits);

        // Rows are set evenly; what stands further off belongs to them only when it fills them.
        var isApart = _blanks >= 0 && blanks > _blanks;
        if (isApart && (!fits || hits < cells.Count || hits * 2 < _columns.Count || blanks > _blanks + 1))
        {
            return false;
        }

        if (cells.Count == 1 && hits != 1)
        {
            return ++_interruptions <= MaxInterruptions;
        }

        if (!fits || hits * 2 < cells.Count || (_interruptions > 0 && hits < cells.Count) || _columns.Count + cells.Count - hits > MaxColumns)
        {
            return false;
        }

        foreach (var cell in cells)
        {
            Widen(cell);
        }

        _blanks = Math.Max(_blanks, blanks);
        _interruptions = 0;
        _rows.Add((line, cells));
        return true;
    }

    /// <summary>The rows, each with a text for every column, empty where nothing stands.</summary>
    public List<(int Line, string[] Texts)> ToRows()
    {
        var rows = _rows.ConvertAll(row => (row.Line, Texts: Spread(row.Cells)));
        for (var column = 1; column < rows[0].Texts.Length;)
        {
            var right = column;
            if (AreOne(rows, right - 1, right))
            {
                rows = rows.ConvertAll(row => (row.Line, Joined(row.Texts, right)));
            }
            else
            {
                column++;
            }
        }

        return rows;
    }

    /// <summary>
    /// Columns side by side of which one has no name and no row fills both are one: a name at the left over numbers at the right, or
    /// labels further in than others.
    /// </summary>
    private static bool AreOne(List<(int Line, string[] Texts)> rows, int left, int right) =>
        (rows[0].Texts[left].Length == 0 || rows[0].Texts[right].Length == 0)
        && rows.TrueForAll(row => row.Texts[left].Length == 0 || row.Texts[right].Length == 0);

    private static string[] Joined(string[] texts, int column) =>
        [.. texts[..(column - 1)], texts[column - 1].Length > 0 ? texts[column - 1] : texts[column], .. texts[(column + 1)..]];

    private string[] Spread(List<PdfCell> cells)
    {
        var texts = new string[_columns.Count];
        Array.Fill(texts, "");
        var column = 0;
        foreach (var cell in cells)
        {
            while (_columns[column].End <= cell.Start)
            {
                column++;
            }

            texts[column] = cell.Text;
        }

        return texts;
    }

    /// <summary>Whether no cell lies across columns and no two in the same one; <paramref name="hits"/> lie in a column at all.</summary>
    private bool Fits(List<PdfCell> cells, out int hits)
    {
        hits = 0;
        var (taken, fits) = (-1, true);
        foreach (var cell in cells)
        {
            for (var column = 0; column < _columns.Count; column++)
            {
                if (cell.Start < _columns[column].End && _columns[column].Start < cell.End)
                {
                    hits++;
                    fits &= column > taken;
                    taken = column;
                    fits &= column + 1 == _columns.Count || _columns[column + 1].Start >= cell.End;
                }
            }
        }

        return fits;
    }

    private void Widen(PdfCell cell)
    {
        var column = 0;
        while (column < _columns.Count && _columns[column].End <= cell.Start)
        {
            column++;
        }

        if (column < _columns.Count && _columns[column].Start < cell.End)
        {
            _columns[column] = (Math.Min(_columns[column].Start, cell.Start), Math.Max(_columns[column].End, cell.End));
        }
        else
        {
            _columns.Insert(column, (cell.Start, cell.End));
        }
    }
}
