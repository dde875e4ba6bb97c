using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Rag.Text;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Where a source says what an answer cites it for. A search tells where the source fits the question best; of a source that holds
/// several slides or sections, the sentence before the mark tells better.
/// </summary>
internal static partial class CitedPlace
{
    private const int LongestSentence = 600;

    /// <returns>The citation with page and heading of what the answer first cites it for; as it was when that cannot be told.</returns>
    public static Citation Of(Citation citation, string answer, ImmutableArray<FilePassage> passages)
    {
        var passage = passages.IsDefaultOrEmpty ? null : passages.FirstOrDefault(passage => passage.Chunk.Id == citation.ChunkId);
        return passage?.Places is not null
            && SentenceBefore(answer, answer.IndexOf($"[{citation.N}]", StringComparison.Ordinal)) is { } sentence
            && PassagePlace.Find(sentence, passage, citation.FileName) is { } place
            ? citation with { Page = place.Page, Heading = place.Heading }
            : citation;
    }

    private static string? SentenceBefore(string answer, int mark)
    {
        if (mark <= 0)
        {
            return null;
        }

        var before = Marks().Replace(answer[Math.Max(0, mark - LongestSentence)..mark], "");
        return SentenceSplitter.Split(before) is [.., var last] ? before[last] : null;
    }

    [GeneratedRegex(@"\[\d{1,2}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
