namespace AgentGrid.Core.Rag.Text;

/// <summary>Finds sentences: by Latin and CJK full stops, question and exclamation marks, and line breaks.</summary>
internal static class SentenceSplitter
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = new HashSet<string>(
        StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "vs", "etc", "e.g", "i.e", "no", "fig", "al", "inc", "ltd", "co", "corp",
        "approx", "dept", "gen", "gov", "sen", "rep", "rev", "vol", "ch", "pp", "ca", "cf", "u.s", "u.k", "bzw", "z.b", "nr", "sra",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The ranges of the sentences of <paramref name="text"/>, trimmed, in order, none empty.</summary>
    public static List<Range> Split(ReadOnlySpan<char> text)
    {
        var sentences = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, start, i))
            {
                continue;
            }

            while (i + 1 < text.Length && IsCloser(text[i + 1]))
            {
                i++;
            }

            Add(text, start, i + 1, sentences);
            start = i + 1;
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool Ends(ReadOnlySpan<char> text, int start, int i)
    {
        switch (text[i])
        {
            case '\n' or '。' or '！' or '？' or '｡' or '؟' or '।' or '…':
                return true;
            case '!' or '?':
                return NextIsBreak(text, i);
            case '.':
                return NextIsBreak(text, i) && !IsAbbreviation(text[start..i]) && !ContinuesInSmallLetters(text, i);
            default:
                return false;
        }
    }

    private static bool NextIsBreak(ReadOnlySpan<char> text, int i)
    {
        while (i + 1 < text.Length && IsCloser(text[i + 1]))
        {
            i++;
        }

        return i + 1 >= text.Length || char.IsWhiteSpace(text[i + 1]);
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAny(" \t\n(") + 1)..];
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.Contains(word);
    }

    private static bool ContinuesInSmallLetters(ReadOnlySpan<char> text, int i)
    {
        var next = text[(i + 1)..].TrimStart();
        return !next.IsEmpty && char.IsLower(next[0]) && !text[(i + 1)..].StartsWith("\n");
    }

    private static bool IsCloser(char c) => c is '"' or '\'' or ')' or ']' or '”' or '’' or '»' or '」' or '』' or '）';

    private static void Add(ReadOnlySpan<char> text, int start, int end, List<Range> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(start..end);
        }
    }
}
