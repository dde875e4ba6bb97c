namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>
/// Puts the cells of a table into their columns, wide and tall ones too. A tall cell's text counts for every row it reaches, since
/// each row is read without the others. Spans beyond reason are cut, and what is repeated is bounded by what the cells themselves say.
/// </summary>
internal sealed class TableGrid
{
    /// <summary>A span reaches at most this column; cells further right are narrow and low.</summary>
    private const int MaxColumns = 256;

    private readonly List<TableCell> _row = [];
    private readonly List<Tall> _tall = [];
    private readonly List<string> _above = [];
    private readonly RepeatedText _repeated = new();
    private int _column;
    private bool _hasOwn;

    /// <summary>Places the next cell. It gives way to cells that reach into the row from above.</summary>
    /// <param name="rows">How many rows it reaches; <see cref="int.MaxValue"/> for all that follow in its group.</param>
    public void Add(string text, int columns = 1, int rows = 1)
    {
        PassTall();
        _repeated.AddOwn(text);
        _hasOwn |= text.Length > 0;
        var cell = new TableCell(_column, Fitting(columns), text);
        Place(cell);
        if (rows > 1 && cell.Column < MaxColumns)
        {
            TallAt(cell.Column) = new Tall(cell.Columns, rows - 1, text);
        }
    }

    /// <summary>Places a cell that says again what stands above it in its column.</summary>
    public void AddContinued(int columns)
    {
        PassTall();
        var text = _column < _above.Count ? _above[_column] : "";
        Place(new TableCell(_column, Fitting(columns), _repeated.Of(text)), remembered: text);
    }

    /// <summary>Leaves columns empty.</summary>
    public void Skip(int columns) => _column += Math.Clamp(columns, 0, MaxColumns);

    /// <summary>The cells of the finished row that say something; none when nothing but repetition stands in it.</summary>
    public List<TableCell> EndRow()
    {
        for (; _column < _tall.Count; _column++)
        {
            PassTall();
        }

        List<TableCell> row = _hasOwn ? [.. _row.Where(cell => cell.Text.Length > 0)] : [];
        for (var i = 0; i < _tall.Count; i++)
        {
            _tall[i] = _tall[i] with { Rows = Math.Max(0, _tall[i].Rows - (_tall[i].IsNew ? 0 : 1)), IsNew = false };
        }

        _row.Clear();
        (_column, _hasOwn) = (0, false);
        return row;
    }

    /// <summary>Tall cells end with their group of rows.</summary>
    public void EndGroup() => _tall.Clear();

    private void Place(TableCell cell, string? remembered = null)
    {
        _row.Add(cell);
        if (cell.Column < MaxColumns)
        {
            while (_above.Count <= cell.Column)
            {
                _above.Add("");
            }

            _above[cell.Column] = remembered ?? cell.Text;
        }

        _column += cell.Columns;
    }

    private void PassTall()
    {
        while (_column < _tall.Count && _tall[_column] is { Rows: > 0, IsNew: false } tall)
        {
            _row.Add(new TableCell(_column, tall.Columns, _repeated.Of(tall.Text)));
            _column += tall.Columns;
        }
    }

    /// <summary>The width up to the next cell from above, or to where spans end.</summary>
    private int Fitting(int columns)
    {
        var width = 1;
        while (width < columns && _column + width < MaxColumns
            && !(_column + width < _tall.Count && _tall[_column + width] is { Rows: > 0, IsNew: false }))
        {
            width++;
        }

        return width;
    }

    private ref Tall TallAt(int column)
    {
        while (_tall.Count <= column)
        {
            _tall.Add(default);
        }

        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tall)[column];
    }

    /// <summary>A cell that reaches into the rows below; not yet into its own row, where it is new.</summary>
    private readonly record struct Tall(int Columns, int Rows, string Text)
    {
        public bool IsNew { get; init; } = true;
    }
}
