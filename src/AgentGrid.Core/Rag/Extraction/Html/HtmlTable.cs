using AgentGrid.Core.Rag.Extraction.Tabular;
using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>A table being read row by row; the first row of header cells names the columns.</summary>
internal sealed class HtmlTable(IElement element)
{
    private readonly List<string> _cells = [];
    private string[] _headers = [];
    private bool _allHeaders = true;

    public IElement Element { get; } = element;

    /// <summary>Whether it is a table of data and not a layout: no table inside, and some row has more than one cell.</summary>
    public static bool IsData(IElement table) =>
        !string.Equals(table.GetAttribute("role"), "presentation", StringComparison.OrdinalIgnoreCase)
        && table.QuerySelector("table") is null && table.QuerySelector("td + td, th + td, th + th, td + th") is not null;

    public void AddCell(string text, bool header)
    {
        _cells.Add(text);
        _allHeaders &= header;
    }

    /// <summary>The finished row as text; null for a row of headers or an empty one.</summary>
    public string? EndRow()
    {
        var cells = _cells.ToArray();
        var headerRow = _allHeaders && cells.Length > 1;
        _cells.Clear();
        _allHeaders = true;
        if (cells.All(string.IsNullOrEmpty))
        {
            return null;
        }

        if (headerRow && _headers.Length == 0)
        {
            _headers = cells;
            return null;
        }

        return RowText.Of(_headers, cells);
    }
}
