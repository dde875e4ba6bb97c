using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Rag.Text;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Where a source says what an answer cites it for. A search tells where the source fits the question best; of a source that holds
/// several slides or sections, the sentence before the mark tells better; and where the mark opens a line, the one after it.
/// </summary>
internal static partial class CitedPlace
{
    private const int LongestSentence = 600;

    /// <returns>The citation with page and heading of what the answer first cites it for; as it was when that cannot be told.</returns>
    public static Citation Of(Citation citation, string answer, ImmutableArray<FilePassage> passages)
    {
        var passage = passages.IsDefaultOrEmpty ? null : passages.FirstOrDefault(passage => passage.Chunk.Id == citation.ChunkId);
        return passage?.Places is not null
            && SentenceAt(answer, answer.IndexOf($"[{citation.N}]", StringComparison.Ordinal)) is { } sentence
            && PassagePlace.Find(sentence, passage, citation.FileName) is { } place
            ? citation with { Page = place.Page, Heading = place.Heading }
            : citation;
    }

    private static string? SentenceAt(string answer, int mark)
    {
        if (mark < 0)
        {
            return null;
        }

        var before = WithoutMarks(answer[Math.Max(0, mark - LongestSentence)..mark]);
        var after = WithoutMarks(answer[mark..Math.Min(answer.Length, mark + LongestSentence)]).Split('\n', 2)[0];
        return LineStart().IsMatch(before) && after.Any(char.IsLetterOrDigit) ? after[SentenceSplitter.Split(after)[0]]
            : SentenceSplitter.Split(before) is [.., var last] ? before[last]
            : null;
    }

    private static string WithoutMarks(string text) => Marks().Replace(text, "");

    [GeneratedRegex(@"\[\d{1,2}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    // A list's bullet or number is no text.
    [GeneratedRegex(@"(?:^|\n)[ \t]*(?:[-*•>]|\d{1,3}[.)])?[ \t]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LineStart();
}
