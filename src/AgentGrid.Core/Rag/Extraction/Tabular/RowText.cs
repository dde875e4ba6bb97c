using System.Buffers;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>One row of a table as text that can be read without the table: <c>header: value; header: value</c>.</summary>
internal static class RowText
{
    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.,-+eE/: ");

    public static string Of(IReadOnlyList<string> headers, IReadOnlyList<string> cells)
    {
        var row = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i].AsSpan().Trim();
            if (cell.IsEmpty)
            {
                continue;
            }

            if (headers.Count == 0)
            {
                row.Append(row.Length > 0 ? " | " : "").Append(cell);
                continue;
            }

            row.Append(row.Length > 0 ? "; " : "");
            if (i < headers.Count && headers[i].Length > 0)
            {
                row.Append(headers[i]).Append(": ");
            }

            row.Append(cell);
        }

        return row.Replace('\r', ' ').Replace('\n', ' ').ToString();
    }

    /// <summary>Whether a first row names columns: every cell filled, none a number, none twice.</summary>
    public static bool IsHeader(IReadOnlyList<string> cells) =>
        cells.Count > 1
        && cells.All(cell => !string.IsNullOrWhiteSpace(cell) && cell.Length <= 200 && !IsNumber(cell))
        && cells.Distinct(StringComparer.Ordinal).Count() == cells.Count;

    private static bool IsNumber(string cell) =>
        cell.AsSpan().Trim() is { IsEmpty: false } text && char.IsAsciiDigit(text[^1]) && !text.ContainsAnyExcept(NumberSigns);
}
