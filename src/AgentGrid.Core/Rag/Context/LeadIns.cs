using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Sentences that answer nothing by themselves and lead to what does: the questions of a FAQ, and headings. They share the most words
/// with a question, so that a search for the best sentence finds them first.
/// </summary>
internal static class LeadIns
{
    private const int MostFollowing = 12;
    private const int MostFollowingLength = 1_200;
    private const int LongestHeading = 80;
    private const int LongestLabel = 12;

    /// <summary>Whether a sentence asks.</summary>
    public static bool Asks(ReadOnlySpan<char> sentence) => sentence.TrimEnd("*_\"')”’»」 ") is [.., '?' or '？' or '؟'];

    /// <summary>What a sentence is without the mark before it: "Q:", "##".</summary>
    public static ReadOnlySpan<char> WithoutLabel(ReadOnlySpan<char> sentence)
    {
        var colon = sentence[..Math.Min(sentence.Length, LongestLabel)].IndexOfAny(':', '：');
        return colon >= 0 && colon + 1 < sentence.Length ? sentence[(colon + 1)..] : sentence;
    }

    /// <summary>Whether a sentence leads to the next.</summary>
    /// <param name="passage">Its passage.</param>
    /// <param name="range">Where it stands.</param>
    /// <param name="isBare">It says nothing that the reader's own question does not, so that a short line is no answer.</param>
    public static bool IsOne(SourcePassage passage, Range range, bool isBare)
    {
        var text = passage.Text.AsSpan()[range];
        return Asks(text)
            || text is ['#', ..] or [.., ':' or '：']
            || (isBare && text.Length <= LongestHeading && !IsSentence(text) && IsLine(passage.Text, range));
    }

    /// <summary>The sentences that a lead-in at a range leads to: those of its paragraph or the next, up to another lead-in.</summary>
    public static List<Range> Following(SourcePassage passage, Range range)
    {
        var start = range.End.GetOffset(passage.Text.Length);
        var following = new List<Range>();
        var end = start;
        foreach (var next in SentenceSplitter.Split(passage.Text.AsSpan(start)))
        {
            var (from, to) = (start + next.Start.Value, start + next.End.Value);
            var isNewParagraph = following.Count > 0 && passage.Text.AsSpan(end, from - end).Count('\n') > 1;
            if (isNewParagraph
                || following.Count >= MostFollowing
                || to - start > MostFollowingLength && following.Count > 0
                || IsOne(passage, from..to, isBare: false))
            {
                break;
            }

            following.Add(from..to);
            end = to;
        }

        return following;
    }

    // Rows and list items are no headings either.
    private static bool IsSentence(ReadOnlySpan<char> text) =>
        text is [.., '.' or '!' or '。' or '！' or '…' or ';'] or ['-' or '*' or '•', ' ', ..] || text.ContainsAny("|:：；");

    private static bool IsLine(string text, Range range)
    {
        var (start, end) = (range.Start.GetOffset(text.Length), range.End.GetOffset(text.Length));
        return text.AsSpan(0, start).TrimEnd(" \t\r") is [] or [.., '\n'] && text.AsSpan(end).TrimStart(" \t\r") is [] or ['\n', ..];
    }
}
