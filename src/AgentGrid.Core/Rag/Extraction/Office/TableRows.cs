using System.Text;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>
/// Rows of a table in a document, each with the page it stands on. The first row names the columns if it looks like it, and so do
/// rows marked as headers; tables inside cells are text.
/// </summary>
/// <param name="budget">Bounds what the names of columns add to the text of the whole document.</param>
internal sealed class TableRows(NameBudget budget)
{
    private const int MaxHeaderRows = 4;

    private readonly StringBuilder _cell = new();
    private TableGrid _grid = new();
    private ColumnNames? _named;
    private (List<TableCell> Cells, int? Page)? _held;
    private (int Columns, int Rows, bool Continued) _span;
    private int _headerRows;
    private bool _decided, _hasRows, _rowIsHeader, _rowIsGone;

    public int Depth { get; private set; }

    private ColumnNames Names => _named ??= new ColumnNames(budget);

    public void Enter()
    {
        if (Depth++ == 0)
        {
            (_grid, _named, _held) = (new TableGrid(), null, null);
            (_decided, _hasRows, _headerRows) = (false, false, 0);
        }
    }

    /// <summary>Ends a table; headers that no row followed are a row after all.</summary>
    public IEnumerable<(string Text, int? Page)> Leave()
    {
        if (--Depth > 0)
        {
            return [];
        }

        return _held is { } held ? [Text(held.Cells, held.Page)] : Names.Unused.Select(row => (row, (int?)null));
    }

    public void BeginRow() => (_rowIsHeader, _rowIsGone) = (false, false);

    /// <summary>The row is marked as one of headers.</summary>
    public void MarkHeader() => _rowIsHeader = true;

    /// <summary>The row was deleted, and only the record of that is left.</summary>
    public void MarkDeleted() => _rowIsGone = true;

    public void SkipColumns(int columns) => _grid.Skip(columns);

    public void BeginCell()
    {
        _cell.Clear();
        _span = (1, 1, false);
    }

    public void CellIsWide(int columns) => _span.Columns = columns;

    public void CellIsTall(int rows) => _span.Rows = rows;

    /// <summary>The cell is the lower part of one that began in a row above.</summary>
    public void CellContinues() => _span.Continued = true;

    public void Append(string text) => _cell.Append(_cell.Length > 0 ? " " : "").Append(text);

    public void EndCell()
    {
        if (_rowIsGone)
        {
            return;
        }

        if (_span.Continued)
        {
            _grid.AddContinued(_span.Columns);
        }
        else
        {
            _grid.Add(_cell.ToString(), _span.Columns, _span.Rows);
        }

        _cell.Clear();
    }

    /// <summary>What is ready at the end of a row: nothing for headers and empty rows, two rows when the first was no header.</summary>
    public IEnumerable<(string Text, int? Page)> EndRow(int? page)
    {
        var row = _grid.EndRow();
        if (row.Count == 0)
        {
            return [];
        }

        if (_rowIsHeader && !_hasRows && _held is null && row.Count > 1 && _headerRows < MaxHeaderRows && ColumnNames.AreShort(row))
        {
            _headerRows++;
            _decided = true;
            Names.Add(row);
            return [];
        }

        if (_decided)
        {
            return [Text(row, page)];
        }

        // One cell above the headers is a title.
        if (_held is null && row.Count == 1 && row[0].Columns > 1)
        {
            return [Text(row, page)];
        }

        if (_held is null && HeaderRow.MayBe(Compact(row)))
        {
            _held = (row, page);
            return [];
        }

        _decided = true;
        if (_held is not { } held)
        {
            return [Text(row, page)];
        }

        _held = null;
        if (HeaderRow.Is(Texts(held.Cells), Texts(row)))
        {
            Names.Add(held.Cells);
            return [Text(row, page)];
        }

        return [Text(held.Cells, held.Page), Text(row, page)];
    }

    private (string Text, int? Page) Text(List<TableCell> row, int? page)
    {
        _hasRows = true;
        return (Names.RowOf(row), page);
    }

    /// <summary>The texts by column; a wide cell is where it begins.</summary>
    private static string[] Texts(List<TableCell> row) => RowText.Spread(row.ConvertAll(cell => cell.InColumn));

    /// <summary>The texts one after the other, an empty one for columns that no cell covers.</summary>
    private static List<string> Compact(List<TableCell> row)
    {
        var texts = new List<string>();
        var column = 0;
        foreach (var cell in row)
        {
            if (cell.Column > column)
            {
                texts.Add("");
            }

            texts.Add(cell.Text);
            column = cell.Column + cell.Columns;
        }

        return texts;
    }
}
