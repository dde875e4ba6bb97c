using System.Buffers;
using System.Text;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>Makes paragraphs of the lines of a page: wrapped lines are joined, short ones (addresses, tables, lists) kept apart.</summary>
internal static class PdfLayout
{
    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.");

    private const int LeastFullLine = 40;

    private const int MaxHeadingChars = 90;

    public static IEnumerable<Block> Blocks(string page, int number)
    {
        var lines = page.Split('\n');
        var width = UsualWidth(lines);
        var paragraph = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                paragraph.Add(line.Trim());
                continue;
            }

            if (paragraph.Count > 0)
            {
                foreach (var block in LongText.Split(Make(paragraph, width, number)))
                {
                    yield return block;
                }

                paragraph.Clear();
            }
        }
    }

    private static Block Make(List<string> lines, int width, int page) =>
        lines.Count == 1 && HeadingLevel(lines[0]) is > 0 and var level
            ? Block.Heading(lines[0], level, page)
            : Block.Paragraph(Join(lines, width), page);

    private static string Join(List<string> lines, int width)
    {
        var text = new StringBuilder(lines[0]);
        for (var i = 1; i < lines.Count; i++)
        {
            var (before, after) = (lines[i - 1], lines[i]);
            var wrapped = before.Length * 10 >= width * 7 && !IsListItem(after) && !before.Contains("   ", StringComparison.Ordinal);
            if (!wrapped)
            {
                text.Append('\n');
            }
            else if (before[^1] == '\u00AD')
            {
                text.Length--;
            }
            else if (!(before[^1] == '-' && before.Length > 1 && char.IsLetter(before[^2])) && !(CharTable.IsUnspaced(before[^1]) && CharTable.IsUnspaced(after[0])))
            {
                text.Append(' ');
            }

            text.Append(after);
        }

        return text.ToString();
    }

    /// <summary>
    /// Length of the page's full lines. Lines much longer than most were joined by the extractor already; a page of short lines
    /// has no full ones.
    /// </summary>
    private static int UsualWidth(string[] lines)
    {
        var lengths = lines.Select(line => line.Trim().Length).Where(length => length >= LeastFullLine / 2).Order().ToArray();
        var usual = lengths.Length == 0 ? 0 : lengths[lengths.Length / 2] * 8 / 5;
        var width = lengths.Where(length => length <= usual).ToArray() is { Length: > 0 } kept ? kept[(kept.Length - 1) * 9 / 10] : 0;
        return width >= LeastFullLine ? width : int.MaxValue / 10;
    }

    /// <summary>A numbered title ("2.1 Methods") by its depth, a line in capitals as the first level; 0 for anything else.</summary>
    private static int HeadingLevel(string line)
    {
        if (line.Length is < 4 or > MaxHeadingChars || line[^1] is '.' or ',' or ';' or ':')
        {
            return 0;
        }

        var number = line.AsSpan().IndexOfAnyExcept(NumberSigns);
        if (number is > 0 and < 10 && char.IsAsciiDigit(line[0]) && line[number] == ' ' && line.Length > number + 2 && char.IsUpper(line[number + 1]))
        {
            return line.AsSpan(0, number).Trim('.').Count('.') + 1;
        }

        var letters = line.Count(char.IsLetter);
        return letters >= 4 && letters * 2 > line.Length && line.All(c => !char.IsLower(c)) && line.Any(char.IsUpper) && line.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
    }

    private static bool IsListItem(string line) =>
        line[0] is '•' or '▪' or '–' or '◦' or '●' || (line[0] is '-' or '*' && line.Length > 1 && line[1] == ' ');
}
