using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>One row of a table as text that can be read without the table: <c>header: value; header: value</c>.</summary>
internal static class RowText
{
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
}
