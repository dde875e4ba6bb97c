using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Extraction.Tabular;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// The rows of a grid as text. Its first full row names the columns where what stands below shows that it does: a word over numbers.
/// Forms and addresses side by side look like tables too, and have no such row.
/// </summary>
internal static partial class PdfTable
{
    /// <summary>Cells longer than this on average are running text.</summary>
    private const int MaxCellChars = 24;

    /// <summary>So many tenths of a column's cells must be numbers.</summary>
    private const int MostlyTenths = 8;

    private const int LongestLabel = 40;

    /// <summary>The lines of a grid that are rows, with their text; null when it is no table for certain.</summary>
    public static Dictionary<int, string>? Read(PdfGrid grid, NameBudget budget)
    {
        var rows = grid.ToRows();
        if (rows.Count < 3 && (rows.Count < 2 || grid.Columns < 3))
        {
            return null;
        }

        var columns = rows[0].Texts.Length;
        var header = rows.FindIndex(row => row.Texts.Count(IsFilled) is var filled && filled > 1 && filled >= columns - 1);
        if (header >= 0 && Names(rows, header, columns))
        {
            return Named(rows, header, budget);
        }

        return columns == 2 && rows.Count > 2 && rows.TrueForAll(row => IsFilled(row.Texts[0]) && IsNumber(row.Texts[1]))
            && rows.Average(row => row.Texts[0].Length) <= LongestLabel ? rows.ToDictionary(row => row.Line, row => RowText.Of(row.Texts)) : null;
    }

    private static bool Names(List<(int Line, string[] Texts)> rows, int header, int columns)
    {
        var names = rows[header].Texts;
        if (!HeaderRow.MayBe(names) || Array.Exists(names, name => name.EndsWith(':')))
        {
            return false;
        }

        // A year over numbers may be a value of a form; several are names.
        var years = names.Count(IsNumber) > 1;
        var (numbers, prose) = (false, 0);
        for (var column = 0; column < columns; column++)
        {
            var cells = rows.Skip(header + 1).Select(row => row.Texts[column]).Where(IsFilled).ToList();
            var found = cells.Count(IsNumber);
            var least = columns == 2 ? Math.Max(2, cells.Count) : 1;
            numbers |= found >= least && found * 10 >= cells.Count * MostlyTenths && IsFilled(names[column]) && (years || !IsNumber(names[column]));
            prose += cells.Count > 0 && cells.Average(cell => cell.Length) > MaxCellChars ? 1 : 0;
        }

        return numbers && prose < 2;
    }

    private static Dictionary<int, string> Named(List<(int Line, string[] Texts)> rows, int header, NameBudget budget)
    {
        var names = rows[header].Texts;
        var ofNumbers = names.Select((_, column) => IsOfNumbers(rows, header, column)).ToArray();
        var lines = new Dictionary<int, string>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (line, texts) = rows[i];
            var filled = RowText.Filled(texts);
            if (filled.Count == 1 && filled[0].Column == 0)
            {
                continue;
            }

            // A sum's label stands where it finds room, and a line of a form names its own values.
            var named = i > header && !Array.Exists(texts, text => text.EndsWith(':')) && !IsStrayLabel(filled[0], ofNumbers);
            if (i != header)
            {
                lines[line] = named ? RowText.Of(names, filled, budget.Longest(names, filled)) : RowText.Of(texts);
            }
        }

        lines[rows[header].Line] = lines.Count == 0 ? RowText.Of(names) : "";
        return lines;
    }

    /// <summary>Whether a row begins with words in a column of numbers.</summary>
    private static bool IsStrayLabel((int Column, string Text) first, bool[] ofNumbers) =>
        first.Column > 0 && ofNumbers[first.Column] && first.Text.Any(char.IsLetter) && !first.Text.Any(char.IsAsciiDigit);

    private static bool IsOfNumbers(List<(int Line, string[] Texts)> rows, int header, int column)
    {
        var cells = rows.Skip(header + 1).Select(row => row.Texts[column]).Where(IsFilled).ToList();
        return cells.Count(IsNumber) * 2 >= cells.Count;
    }

    private static bool IsFilled(string text) => text.Length > 0;

    private static bool IsNumber(string text) => text == "-" || Number().IsMatch(text);

    /// <summary>A number with its sign, currency or unit, a date, a time.</summary>
    [GeneratedRegex(@"^[-+(±~<>]?[$€£¥]?\s?[-+]?\d[\d.,:/'\u00A0 -]*\d?\s?(%|[$€£¥)]|[A-Za-zµ°]{1,3}²?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
