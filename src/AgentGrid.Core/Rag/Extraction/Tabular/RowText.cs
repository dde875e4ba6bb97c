using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>One row of a table as text that can be read without the table: <c>header: value; header: value</c>.</summary>
internal static class RowText
{
    /// <summary>A row without headers.</summary>
    public static string Of(IReadOnlyList<string> cells)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            Append(row, [], i, cells[i], longestName: 0);
        }

        return Line(row);
    }

    /// <summary>A row of which the filled cells are given, with their columns.</summary>
    public static string Of(IReadOnlyList<string> headers, IEnumerable<(int Column, string Text)> cells, int longestName)
    {
        var row = new StringBuilder();
        foreach (var (column, text) in cells)
        {
            Append(row, headers, column, text, longestName);
        }

        return Line(row);
    }

    /// <summary>The cells of a row that hold something, with their columns in order.</summary>
    public static List<(int Column, string Text)> Filled(string[] row)
    {
        var filled = new List<(int Column, string Text)>(row.Length);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i].Length > 0)
            {
                filled.Add((i, row[i]));
            }
        }

        return filled;
    }

    /// <summary>The other way round: every cell up to the last one that is filled.</summary>
    public static string[] Spread(IReadOnlyList<(int Column, string Text)> filled)
    {
        var row = new string[filled.Count == 0 ? 0 : filled[^1].Column + 1];
        Array.Fill(row, "");
        foreach (var (column, text) in filled)
        {
            row[column] = text;
        }

        return row;
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
