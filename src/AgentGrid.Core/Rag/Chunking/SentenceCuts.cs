using System.Buffers;
using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>Finds the ends of sentences and lines inside a block.</summary>
internal static class SentenceCuts
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?…\n。！？；︒｡।؟۔");

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "no", "nr", "fig", "eq", "sec", "ca", "cf", "al", "inc", "ltd", "co",
        "corp", "dept", "approx", "vol", "pp", "e.g", "i.e", "u.s", "z.b", "d.h", "bzw", "usw",
    };

    /// <summary>Adds the cuts inside <paramref name="text"/>, which begins at <paramref name="offset"/>; its own ends are not added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTo(List<CutPoint> cuts, ReadOnlySpan<char> text, int offset, bool linesMatter)
    {
        var at = 0;
        while (at < text.Length)
        {
            var found = text[at..].IndexOfAny(Ends);
            if (found < 0)
            {
                return;
            }

            at += found;
            var (cut, strength) = CutAfter(text, at, linesMatter);
            at++;
            if (cut > 0 && cut < text.Length)
            {
                cuts.Add(new CutPoint(offset + cut, strength));
                at = Math.Max(at, cut);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Cut, BreakStrength Strength) CutAfter(ReadOnlySpan<char> text, int at, bool linesMatter)
    {
        var c = text[at];
        if (c == '\n')
        {
            var blank = at + 1 < text.Length && text[at + 1] is '\n' or '\r';
            return (at + 1, blank ? BreakStrength.Paragraph : linesMatter ? BreakStrength.Row : BreakStrength.Line);
        }

        var after = at + 1;
        while (after < text.Length && IsClosing(text[after]))
        {
            after++;
        }

        if (c is '。' or '！' or '？' or '；' or '︒' or '｡')
        {
            return (after, BreakStrength.Sentence);
        }

        if (linesMatter || after >= text.Length || !char.IsWhiteSpace(text[after]))
        {
            return (0, default);
        }

        var next = after;
        while (next < text.Length && text[next] is ' ' or '\t')
        {
            next++;
        }

        var sentence = next >= text.Length || (!char.IsLower(text[next]) && !(c == '.' && IsAbbreviation(text[..at])));
        return sentence ? (Math.Min(next, text.Length), BreakStrength.Sentence) : (0, default);
    }

    private static bool IsClosing(char c) => c is '"' or '\'' or ')' or ']' or '”' or '’' or '»' or '」' or '』' or '）' or '.' or '!' or '?';

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var start = before.LastIndexOfAny(' ', '\n', '(') + 1;
        var word = before[start..];
        return word.Length == 1 && char.IsLetter(word[0])
            || word.Length is > 1 and <= 6 && Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }
}
