using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>One row of a table as text that can be read without the table: <c>header: value; header: value</c>.</summary>
internal static class RowText
{
    public static string Of(IReadOnlyList<string> headers, IReadOnlyList<string> cells, int longestName = int.MaxValue)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            Append(row, headers, i, cells[i], longestName);
        }

        return Line(row);
    }

    /// <summary>The same for a row of which only the filled cells are given, with their columns.</summary>
    public static string Of(IReadOnlyList<string> headers, IEnumerable<(int Column, string Text)> cells, int longestName = int.MaxValue)
    {
        var row = new StringBuilder();
        foreach (var (column, text) in cells)
        {
            Append(row, headers, column, text, longestName);
        }

        return Line(row);
    }

    private static void Append(StringBuilder row, IReadOnlyList<string> headers, int column, string text, int longestName)
    {
        var cell = text.AsSpan().Trim();
        if (cell.IsEmpty)
        {
            return;
        }

        if (headers.Count == 0 || longestName == 0)
        {
            row.Append(row.Length > 0 ? " | " : "").Append(cell);
            return;
        }

        row.Append(row.Length > 0 ? "; " : "");
        if (column < headers.Count && headers[column] is { Length: > 0 } name)
        {
            row.Append(name, 0, Math.Min(name.Length, longestName)).Append(": ");
        }

        row.Append(cell);
    }

    private static string Line(StringBuilder row) => row.Replace('\r', ' ').Replace('\n', ' ').ToString();
}
