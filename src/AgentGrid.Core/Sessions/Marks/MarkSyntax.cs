using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Sessions.Marks;

/// <summary>
/// How models write citation marks, whatever they were asked for: <c>[1]</c>, <c>[1, 3]</c>, <c>[1; 3]</c>, <c>[1-3]</c>,
/// <c>[^1]</c>, <c>[Source 1]</c>, <c>【1】</c>, <c>【1†source】</c>, with digits and separators of any width.
/// </summary>
internal static partial class MarkSyntax
{
    /// <summary>A larger number (a year) cites nothing.</summary>
    public const int HighestNumber = 99;

    private const int Longest = 48;
    private const int LongestWithNote = 120;
    private const char Note = '†';
    private const string Closing = "]］】〕";
    private const string Between = " \u00A0\u202F\u3000,;:#&-–—−~、，；：＃＆－～〜";

    private static readonly string[] Labels =
    [
        "sources", "source", "documents", "document", "docs", "doc", "passages", "passage", "references", "reference", "refs", "ref",
        "citations", "citation", "quellen", "quelle", "fuentes", "fuente", "fontes", "fonte", "fonti", "bronnen", "bron", "kaynak",
        "źródło", "nguồn", "источники", "источник", "джерело", "πηγή", "مصدر", "स्रोत", "แหล่งที่มา", "来源", "來源", "资料", "文档", "参考",
        "出典", "資料", "출처",
    ];

    private static readonly string[] Joints = ["and", "und", "et", "y", "e", "en", "и", "和", "与", "及", "と"];

    private static readonly Regex Inner = new(
        $@"^\s*\^?\s*{Item}(?:\s*(?:[,;&、]|\b(?:{string.Join('|', Joints)})\b|[和与及と])\s*\^?{Item})*\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    private static string Item => $@"(?:(?:{string.Join('|', Labels)})\s*[:#]?\s*)?(?<item>\d+(?:\s*[-–—−~〜]\s*\d+)?)";

    /// <summary>Whether a mark may begin with the character.</summary>
    public static bool Opens(char c) => c is '[' or '［' or '【' or '〔';

    /// <summary>Whether a mark may end with the character.</summary>
    public static bool Closes(char c) => Closing.Contains(c, StringComparison.Ordinal);

    /// <summary>Whether what began as <paramref name="begun"/>, its bracket included, may go on with the character inside the brackets.</summary>
    public static bool MayGoOn(StringBuilder begun, char c)
    {
        var text = begun.ToString();
        if (text.Contains(Note, StringComparison.Ordinal))
        {
            return c is not ('\n' or '\r') && !Opens(c) && text.Length < LongestWithNote;
        }

        return text.Length < Longest
            && (char.IsDigit(c)
                || Between.Contains(c, StringComparison.Ordinal)
                || (c == '^' && !char.IsDigit(text[^1]))
                || (c == Note && char.IsDigit(text[^1]))
                || (IsOfWord(c) && BeginsWord(text, c)));
    }

    /// <summary>Reads a whole mark, its brackets included.</summary>
    /// <returns>Null when it is none.</returns>
    public static CitationMark? Read(string mark)
    {
        var inner = mark[1..^1];
        var note = inner.IndexOf(Note, StringComparison.Ordinal);
        if (note > 0)
        {
            // "4:0†file" counts by rules of its own, so that its numbers say nothing here.
            return new CitationMark(int.TryParse(Plain(inner[..note]), CultureInfo.InvariantCulture, out var only) ? [only..(only + 1)] : [], IsBare: false);
        }

        var plain = Plain(inner);
        var match = Inner.Match(plain);
        if (!match.Success)
        {
            return null;
        }

        var ranges = new List<Range>();
        foreach (var item in match.Groups["item"].Captures.Select(capture => capture.Value))
        {
            var ends = Dash().Split(item);
            if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last)
                || last > HighestNumber || first > last)
            {
                return null;
            }

            ranges.Add(first..(last + 1));
        }

        // "[0, 1]" and "[0-9]" are intervals.
        var isInterval = ranges.Exists(range => range.Start.Value == 0) && (ranges.Count > 1 || ranges[0].End.Value > 1);
        return isInterval ? null : new CitationMark([.. ranges], IsBare: mark[0] is '[' && !plain.Any(c => c == '^' || char.IsLetter(c)));
    }

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormKC).Trim();

    private static bool IsOfWord(char c) =>
        char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool BeginsWord(string text, char c)
    {
        var start = text.Length;
        while (start > 0 && IsOfWord(text[start - 1]))
        {
            start--;
        }

        var word = text[start..] + c;
        return Array.Exists(Labels, label => label.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            || Array.Exists(Joints, joint => joint.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\s*[-–—−~〜]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Dash();
}
