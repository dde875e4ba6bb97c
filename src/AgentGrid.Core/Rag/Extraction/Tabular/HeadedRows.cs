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

    /// <summary>Whether it is settled what the columns are called.</summary>
    public bool IsDecided => _names is not null;

    /// <summary>Settles what the columns of the rows to come are called.</summary>
    public void Use(IReadOnlyList<string> names) => _names = names;

    /// <summary>Takes the next row; gives the rows that are ready: none while a header is looked for, two when it was none.</summary>
    public IEnumerable<string> Take(string[] row)
    {
        if (_names is not null)
        {
            return Named(_names, RowText.Filled(row));
        }

        if (_held is null)
        {
            var filled = row.Count(cell => !string.IsNullOrWhiteSpace(cell));
            if (filled < 2 && _titles++ < MaxTitles)
            {
                return [RowText.Of(row)];
            }

            if (HeaderRow.MayBe(row))
            {
                _held = row;
                return [];
            }

            _names = [];
            return [RowText.Of(row)];
        }

        var held = _held;
        var named = HeaderRow.Is(held, row);
        _names = named ? [.. held.Select(name => name.Trim())] : [];
        _held = null;
        return named ? Take(row) : [RowText.Of(held), RowText.Of(row)];
    }

    /// <summary>The same for a row of which only the filled cells are given, with their columns in order.</summary>
    public IEnumerable<string> Take(IReadOnlyList<(int Column, string Text)> row) =>
        _names is null ? Take(RowText.Spread(row)) : Named(_names, row);

    /// <summary>A header without rows is a row after all.</summary>
    public IEnumerable<string> End() => _held is null ? [] : [RowText.Of(_held)];

    /// <summary>The row; before the first one whose names are cut or left out, the names themselves.</summary>
    private IEnumerable<string> Named(IReadOnlyList<string> names, IReadOnlyList<(int Column, string Text)> row)
    {
        var longest = budget.Longest(names, row);
        var text = RowText.Of(names, row, longest);
        if (longest == int.MaxValue || _namesAreSaid)
        {
            return [text];
        }

        _namesAreSaid = true;
        return [RowText.Of(names), text];
    }
}
