using System.Text;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Rows of a table in a document. The first row names the columns if it looks like it; tables inside cells are text.</summary>
internal sealed class TableRows
{
    private readonly List<string> _cells = [];
    private readonly StringBuilder _cell = new();
    private string[]? _headers;
    private bool _first = true;

    public int Depth { get; private set; }

    public void Enter()
    {
        if (Depth++ == 0)
        {
            (_headers, _first) = (null, true);
        }
    }

    /// <summary>Ends a table; a header that no row followed is a row after all.</summary>
    public IEnumerable<string> Leave()
    {
        if (--Depth == 0 && _headers is not null && _first)
        {
            yield return RowText.Of([], _headers);
        }
    }

    public void BeginRow() => _cells.Clear();

    public void BeginCell() => _cell.Clear();

    public void Append(string text) => _cell.Append(_cell.Length > 0 ? " " : "").Append(text);

    public void EndCell()
    {
        _cells.Add(_cell.ToString());
        _cell.Clear();
    }

    /// <summary>The finished row, or null for a row of headers or an empty one.</summary>
    public string? EndRow()
    {
        if (_headers is null && RowText.IsHeader(_cells))
        {
            _headers = [.. _cells];
            return null;
        }

        _headers ??= [];
        var row = RowText.Of(_headers, _cells);
        _first = false;
        return row.Length == 0 ? null : row;
    }
}
