using AgentGrid.Core.Rag.Chunking;

namespace AgentGrid.Core.Rag.Text;

/// <summary>The sentences of a passage, by the same cuts that the chunker makes.</summary>
internal static class SentenceSplitter
{
    /// <summary>The ranges of the sentences of <paramref name="text"/>, trimmed, in order, none empty.</summary>
    public static List<Range> Split(ReadOnlySpan<char> text)
    {
        var cuts = new List<CutPoint>();
        SentenceCuts.AddTo(cuts, text, offset: 0, linesMatter: false);
        var sentences = new List<Range>();
        var start = 0;
        foreach (var cut in cuts)
        {
            // A line may break in the middle of a sentence, but not before a list item or a row.
            if (cut.Strength != BreakStrength.Line || StartsItem(text[cut.Offset..]))
            {
                Add(text, start, cut.Offset, sentences);
                start = cut.Offset;
            }
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool StartsItem(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && (rest[0] is '-' or '*' or '#' or '|' or '•' || !char.IsLower(rest[0]));

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
