namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>
/// The rows of a sheet as text, under the names of its columns if the first row with several cells gives them. What stands alone
/// above that row is a title.
/// </summary>
/// <param name="budget">Bounds what the names add to the text of the whole document.</param>
internal sealed class HeadedRows(NameBudget budget)
{
    private const int MaxTitles = 20;

    private IReadOnlyList<string>? _names;
    private string[]? _held;
    private int _titles;
    private bool _namesAreSaid;

    /// <summary>Takes the next row; gives the rows that are ready: none while a header is looked for, two when it was none.</summary>
    public IEnumerable<string> Take(string[] row)
    {
        if (_names is not null)
        {
            var longest = Longest(_names, row);
            return Told(longest, RowText.Of(_names, row, longest));
        }

        if (_held is null)
        {
            var filled = row.Count(cell => !string.IsNullOrWhiteSpace(cell));
            if (filled < 2 && _titles++ < MaxTitles)
            {
                return [RowText.Of([], row)];
            }

            if (HeaderRow.MayBe(row))
            {
                _held = row;
                return [];
            }

            _names = [];
            return [RowText.Of([], row)];
        }

        var held = _held;
        var named = HeaderRow.Is(held, row);
        _names = named ? [.. held.Select(name => name.Trim())] : [];
        _held = null;
        return named ? Take(row) : [RowText.Of([], held), RowText.Of([], row)];
    }

    /// <summary>The same for a row of which only the filled cells are given, with their columns in order.</summary>
    public IEnumerable<string> Take(IReadOnlyList<(int Column, string Text)> row)
    {
        if (_names is null)
        {
            var cells = new string[row.Count == 0 ? 0 : row[^1].Column + 1];
            Array.Fill(cells, "");
            foreach (var (column, text) in row)
            {
                cells[column] = text;
            }

            return Take(cells);
        }

        var longest = Longest(_names, row);
        return Told(longest, RowText.Of(_names, row, longest));
    }

    /// <summary>A header without rows is a row after all.</summary>
    public IEnumerable<string> End() => _held is null ? [] : [RowText.Of([], _held)];

    /// <summary>The row; before the first one whose names are cut or left out, the names themselves.</summary>
    private IEnumerable<string> Told(int longest, string row)
    {
        if (longest == int.MaxValue || _namesAreSaid)
        {
            return [row];
        }

        _namesAreSaid = true;
        return [RowText.Of([], _names!), row];
    }

    private int Longest(IReadOnlyList<string> names, string[] row)
    {
        int cells = 0, cellChars = 0, nameChars = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i].Length > 0)
            {
                Count(names, i, row[i], ref cells, ref cellChars, ref nameChars);
            }
        }

        return budget.Longest(cells, cellChars, nameChars);
    }

    private int Longest(IReadOnlyList<string> names, IReadOnlyList<(int Column, string Text)> row)
    {
        int cells = 0, cellChars = 0, nameChars = 0;
        foreach (var (column, text) in row)
        {
            Count(names, column, text, ref cells, ref cellChars, ref nameChars);
        }

        return budget.Longest(cells, cellChars, nameChars);
    }

    private static void Count(IReadOnlyList<string> names, int column, string text, ref int cells, ref int cellChars, ref int nameChars)
    {
        cells++;
        cellChars += text.Length;
        nameChars += column < names.Count ? names[column].Length + 2 : 0;
    }
}
