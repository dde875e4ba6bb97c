namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>What the columns of a table are called, gathered from its header rows, and its rows under these names.</summary>
/// <param name="budget">Bounds what the names add to the text of the whole document.</param>
internal sealed class ColumnNames(NameBudget budget)
{
    private const int LongestName = 200;

    /// <summary>A cell over more columns names the first and the last of them.</summary>
    private const int ListedColumns = 3;

    private readonly List<string> _names = [];
    private readonly List<List<TableCell>> _rows = [];
    private bool _used;

    /// <summary>The name of each column, empty where it has none.</summary>
    public IReadOnlyList<string> All => _names;

    /// <summary>The header rows as text where no row has come under them.</summary>
    public IEnumerable<string> Unused => _used ? [] : _rows.Select(row => new ColumnNames(budget).RowOf(row));

    /// <summary>Whether a row is short enough in every cell to name columns.</summary>
    public static bool AreShort(List<TableCell> row) => row.TrueForAll(cell => cell.Text.Length <= LongestName);

    /// <summary>Adds a header row. Below another one it makes the names more exact: <c>Europe</c> over <c>Sales</c> is <c>Europe Sales</c>.</summary>
    public void Add(List<TableCell> row)
    {
        _rows.Add(row);
        foreach (var cell in row)
        {
            for (var column = cell.Column; column < cell.Column + cell.Columns; column++)
            {
                while (_names.Count <= column)
                {
                    _names.Add("");
                }

                var above = _names[column];
                _names[column] = above.Length == 0 || above == cell.Text || above.Length > LongestName ? cell.Text : $"{above} {cell.Text}";
            }
        }
    }

    /// <summary>The row as text; a cell over several columns goes under all their names, one alone in its row under none.</summary>
    public string RowOf(List<TableCell> row)
    {
        _used |= _rows.Count > 0;
        var names = _names;
        foreach (var cell in row)
        {
            if (cell.Columns > 1 && cell.Column < _names.Count)
            {
                names = ReferenceEquals(names, _names) ? [.. _names] : names;
                names[cell.Column] = row.Count == 1 ? "" : NameOf(cell);
            }
        }

        var cells = row.ConvertAll(cell => cell.InColumn);
        return RowText.Of(names, cells, budget.Longest(names, cells));
    }

    private string NameOf(TableCell cell)
    {
        var names = _names.Skip(cell.Column).Take(cell.Columns).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > ListedColumns ? $"{names[0]} … {names[^1]}" : string.Join(", ", names);
    }
}
