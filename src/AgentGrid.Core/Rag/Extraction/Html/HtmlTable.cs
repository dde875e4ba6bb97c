using System.Globalization;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>A table being read row by row. Its first rows of header cells, or those of its head, name the columns.</summary>
internal sealed class HtmlTable(IElement element, NameBudget budget)
{
    private const int MaxHeaderRows = 4;

    private readonly TableGrid _grid = new();
    private readonly ColumnNames _names = new(budget);
    private int _cells, _headers, _headerRows;
    private bool _onlyHeaders = true, _hasRows;

    public IElement Element { get; } = element;

    /// <summary>Whether it is a table of data and not a layout: some row has more than one cell, and it has headers where tables lie inside it.</summary>
    public static bool IsData(IElement table) =>
        !string.Equals(table.GetAttribute("role"), "presentation", StringComparison.OrdinalIgnoreCase)
        && (table.QuerySelector("table") is null || HasHeaders(table)) && table.QuerySelector("td + td, th + td, th + th, td + th") is not null;

    public void AddCell(IElement cell, string text)
    {
        var header = cell.LocalName == "th" || cell.ParentElement?.ParentElement?.LocalName == "thead";
        _cells++;
        _headers += header && text.Length > 0 ? 1 : 0;
        _onlyHeaders &= header || text.Length == 0;
        var rows = Span(cell, "rowspan");
        _grid.Add(text, Span(cell, "colspan"), rows == 0 ? int.MaxValue : rows);
    }

    /// <summary>The finished row as text; null for a row of headers or an empty one.</summary>
    public string? EndRow()
    {
        var named = _onlyHeaders && _headers > 0 && _cells > 1 && !_hasRows && _headerRows < MaxHeaderRows;
        (_cells, _headers, _onlyHeaders) = (0, 0, true);
        var row = _grid.EndRow();
        if (row.Count == 0)
        {
            return null;
        }

        if (named && ColumnNames.AreShort(row))
        {
            _headerRows++;
            _names.Add(row);
            return null;
        }

        // A caption over the whole width may stand above the headers.
        _hasRows |= row.Count > 1;
        return _names.RowOf(row);
    }

    /// <summary>What is left at the end: headers without rows.</summary>
    public IEnumerable<string> Rest => _names.Unused;

    /// <summary>Ends a head, body or foot: no cell reaches out of it.</summary>
    public void EndGroup() => _grid.EndGroup();

    private static bool HasHeaders(IElement table) =>
        table.Children.SelectMany(group => group.LocalName == "tr" ? [group] : group.Children.Take(MaxHeaderRows)).Take(MaxHeaderRows)
            .Any(row => row.Children.Any(cell => cell.LocalName == "th"));

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var span) ? span : 1;
}
