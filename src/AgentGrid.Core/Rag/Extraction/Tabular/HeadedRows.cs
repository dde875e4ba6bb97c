namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>
/// The rows of a sheet as text, under the names of its columns if the first row with several cells gives them. What stands alone
/// above that row is a title.
/// </summary>
internal sealed class HeadedRows
{
    private const int MaxTitles = 20;

    private IReadOnlyList<string>? _names;
    private string[]? _held;
    private int _titles;

    /// <summary>Takes the next row; gives the rows that are ready: none while a header is looked for, two when it was none.</summary>
    public IEnumerable<string> Take(string[] row)
    {
        if (_names is not null)
        {
            return [RowText.Of(_names, row)];
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
        return named ? [RowText.Of(_names, row)] : [RowText.Of([], held), RowText.Of([], row)];
    }

    /// <summary>A header without rows is a row after all.</summary>
    public IEnumerable<string> End() => _held is null ? [] : [RowText.Of([], _held)];
}
