using System.Buffers;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>Tells whether the first row of a table names its columns.</summary>
internal static partial class HeaderRow
{
    private const int LongestName = 200;

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.,-+eE/: ");

    /// <summary>
    /// Whether it may name columns: two names or more, none twice, none a number other than a year or date. The first column, which
    /// often counts the rows, and the last ones, which a delimiter too many makes, may have no name.
    /// </summary>
    public static bool MayBe(IReadOnlyList<string> cells)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var (words, gap) = (0, false);
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i].Trim();
            if (cell.Length == 0)
            {
                gap |= i > 0;
                words += i == 0 ? 1 : 0;
                continue;
            }

            var period = Period().IsMatch(cell);
            if (gap || !MayName(cell) || !names.Add(cell))
            {
                return false;
            }

            words += period ? 0 : 1;
        }

        return names.Count > 1 && words > 0;
    }

    /// <summary>
    /// Whether a row that may name columns does, given the row below. Years and dates are names where what stands below them is something else;
    /// below a year that is a value stands another year.
    /// </summary>
    public static bool Is(IReadOnlyList<string> cells, IReadOnlyList<string> below)
    {
        var periods = false;
        for (var i = 0; i < cells.Count; i++)
        {
            if (Period().IsMatch(cells[i].Trim()))
            {
                periods = true;
                if (i < below.Count && below[i].Trim() is { Length: > 0 } value && !Period().IsMatch(value))
                {
                    return true;
                }
            }
        }

        return !periods;
    }

    /// <summary>Whether a cell by itself may name a column.</summary>
    public static bool MayName(string cell) => cell.Length is > 0 and <= LongestName && (Period().IsMatch(cell) || !IsNumber(cell));

    private static bool IsNumber(string cell) => char.IsAsciiDigit(cell[^1]) && !cell.AsSpan().ContainsAnyExcept(NumberSigns);

    /// <summary>A year, a month or season of one, a date.</summary>
    [GeneratedRegex(@"^(?:(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d|(?:19|20)\d\d(?:[/-]\d{1,4}){1,2})$", RegexOptions.NonBacktracking)]
    private static partial Regex Period();
}
