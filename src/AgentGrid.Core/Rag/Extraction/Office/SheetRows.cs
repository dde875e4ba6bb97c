using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// The rows of a sheet as text. A merged cell among the names of columns names each of its columns, together with the names below it; one that
/// reaches down counts for every row, since each is read without the others.
/// </summary>
internal sealed class SheetRows(MergedCells merged, NameBudget budget)
{
    private const int MaxHeaderRows = 4;

    private const int MaxColumns = 256;

    private readonly HeadedRows _rows = new(budget);
    private readonly Dictionary<int, (int LastRow, string Text)> _tall = [];
    private readonly List<List<TableCell>> _headers = [];
    private readonly RepeatedText _repeated = new();
    private int _lastHeader;

    public IEnumerable<string> Take(int number, List<(int Column, string Text)> row)
    {
        var cells = Filled(number, row);
        if (_headers.Count > 0 && GoesOnHeader(number, row))
        {
            _headers.Add(Wide(number, cells));
            return [];
        }

        if (_headers.Count > 0)
        {
            UseHeaders();
        }
        else if (!_rows.IsDecided && IsMergedHeader(number, row))
        {
            _headers.Add(Wide(number, cells));
            return [];
        }

        return _rows.Take(cells);
    }

    /// <summary>Headers that no row followed are rows after all.</summary>
    public IEnumerable<string> End()
    {
        var headers = _headers.ConvertAll(row => RowText.Of(row.ConvertAll(cell => cell.Text)));
        return _headers.Count > 0 ? headers : _rows.End();
    }

    /// <summary>Whether a row of names has one that is wide; how far down they reach is said by those that are tall.</summary>
    private bool IsMergedHeader(int number, List<(int Column, string Text)> row)
    {
        var wide = false;
        _lastHeader = number;
        foreach (var (column, text) in row)
        {
            if (!HeaderRow.MayName(text))
            {
                return false;
            }

            if (merged.EndOf(number, column) is { } end)
            {
                wide |= end.Column > column;
                _lastHeader = Math.Max(_lastHeader, Math.Min(end.Row, number + MaxHeaderRows - 1));
            }
        }

        return wide && row.Count > 1;
    }

    /// <summary>Below the first row of names stands another where a tall name says so, or where the wide ones are told apart by names.</summary>
    private bool GoesOnHeader(int number, List<(int Column, string Text)> row)
    {
        if (_headers.Count >= MaxHeaderRows || !row.TrueForAll(cell => HeaderRow.MayName(cell.Text)))
        {
            return false;
        }

        return number <= _lastHeader || (_headers.Count == 1 && row.TrueForAll(cell => IsBelowWide(cell.Column)) && row.Count > 1);
    }

    private bool IsBelowWide(int column) => _headers[0].Exists(cell => cell.Columns > 1 && column >= cell.Column && column < cell.Column + cell.Columns);

    private void UseHeaders()
    {
        var names = new ColumnNames(budget);
        _headers.ForEach(names.Add);
        _headers.Clear();
        _rows.Use(names.All);
    }

    private List<TableCell> Wide(int number, List<(int Column, string Text)> row) =>
        row.ConvertAll(cell => new TableCell(
            cell.Column, Math.Clamp(((merged.EndOf(number, cell.Column)?.Column ?? cell.Column) - cell.Column) + 1, 1, MaxColumns), cell.Text));

    /// <summary>The row with what reaches into it from above.</summary>
    private List<(int Column, string Text)> Filled(int number, List<(int Column, string Text)> row)
    {
        if (!merged.Any)
        {
            return row;
        }

        foreach (var column in _tall.Where(tall => tall.Value.LastRow < number).Select(tall => tall.Key).ToList())
        {
            _tall.Remove(column);
        }

        var cells = new List<(int Column, string Text)>(row);
        foreach (var (column, (_, text)) in _tall)
        {
            if (!row.Exists(cell => cell.Column == column) && _repeated.Of(text) is { Length: > 0 } repeated)
            {
                cells.Add((column, repeated));
            }
        }

        foreach (var (column, text) in row)
        {
            _repeated.AddOwn(text);
            _tall.Remove(column);
            if (merged.EndOf(number, column) is { } end && end.Row > number && _tall.Count < MaxColumns)
            {
                _tall[column] = (end.Row, text);
            }
        }

        cells.Sort((a, b) => a.Column.CompareTo(b.Column));
        return cells;
    }
}
