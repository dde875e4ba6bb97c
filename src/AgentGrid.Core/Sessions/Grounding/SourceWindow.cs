using System.Collections.Immutable;
using System.Text;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Gives sources the text around them, for a search finds the passage that names a thing and the answer often stands in the next
/// one. A source grows by whole chunks of its own section while there are tokens left, the best source first; sources that come
/// to touch are shown one after the other, in the order of the document. No text is shown twice, and each number keeps
/// standing for the passage it was given to.
/// </summary>
internal static class SourceWindow
{
    /// <summary>Chunks a source may grow by on each side.</summary>
    public const int Reach = 2;

    // Of a source that fits the question half as well as the best, more would be more of the wrong.
    private const double WorthMore = 0.5;

    /// <param name="citations">The sources, best first.</param>
    /// <param name="passages">Their chunks, and those around them.</param>
    /// <param name="tokens">What all sources together may take; what was found is kept even where it takes more.</param>
    /// <param name="family">How to count.</param>
    /// <returns>One for each source, best first but for those that touch.</returns>
    public static List<PromptSource> Widen(
        ImmutableArray<Citation> citations, ImmutableArray<FilePassage> passages, int tokens, TokenFamily family)
    {
        var chunks = passages.DistinctBy(passage => (passage.FileId, passage.Chunk.Ordinal))
            .ToDictionary(passage => (passage.FileId, passage.Chunk.Ordinal), passage => passage.Chunk);
        var byId = chunks.Values.ToDictionary(chunk => chunk.Id);
        if (citations.Any(citation => !byId.ContainsKey(citation.ChunkId)))
        {
            return [.. citations.Select(citation => new PromptSource(citation, citation.Text))];
        }

        var blocks = citations.Select(citation => new SourceBlock(citation, byId[citation.ChunkId])).ToList();
        var left = tokens - citations.Sum(citation => TokenEstimator.Count(citation.Text, family));
        Grow(blocks, chunks, left, family);
        return Compose(blocks, chunks);
    }

    private static void Grow(
        List<SourceBlock> blocks, Dictionary<(string FileId, int Ordinal), KnowledgeChunk> chunks, int left, TokenFamily family)
    {
        var taken = blocks.Select(block => (block.Citation.FileId, block.From)).ToHashSet();
        var best = blocks.Count > 0 ? blocks.Max(block => block.Citation.Score) : 0;
        for (var distance = 0; distance < Reach; distance++)
        {
            foreach (var block in blocks.Where(block => block.Citation.Score >= best * WorthMore))
            {
                left -= Extend(block, forward: true, chunks, taken, left, family);
                left -= Extend(block, forward: false, chunks, taken, left, family);
            }
        }
    }

    /// <returns>The tokens it took.</returns>
    private static int Extend(
        SourceBlock block,
        bool forward,
        Dictionary<(string FileId, int Ordinal), KnowledgeChunk> chunks,
        HashSet<(string FileId, int Ordinal)> taken,
        int left,
        TokenFamily family)
    {
        if (block.Next(forward) is not { } ordinal)
        {
            return 0;
        }

        var key = (block.Citation.FileId, ordinal);
        var cost = 0;
        if (taken.Contains(key)
            || !chunks.TryGetValue(key, out var chunk)
            || !block.IsOfSection(chunk)
            || (cost = TokenEstimator.Count(chunk.Text, family)) > left)
        {
            block.Close(forward);
            return 0;
        }

        taken.Add(key);
        block.Grow(forward);
        return cost;
    }

    private static List<PromptSource> Compose(
        List<SourceBlock> blocks, Dictionary<(string FileId, int Ordinal), KnowledgeChunk> chunks)
    {
        var sources = new List<PromptSource>(blocks.Count);
        var left = blocks.ToList();
        while (left.Count > 0)
        {
            // The best that is left, and what touches it, from the first of them in the document on.
            var first = left[0];
            while (left.Find(block => Touches(block, first)) is { } before)
            {
                first = before;
            }

            long end = 0;
            for (var block = first; block is not null; block = left.Find(next => Touches(block, next)))
            {
                left.Remove(block);
                sources.Add(new PromptSource(block.Citation, TextOf(block, chunks, ref end)));
            }
        }

        return sources;
    }

    private static bool Touches(SourceBlock before, SourceBlock after) =>
        before.Citation.FileId == after.Citation.FileId && before.Through + 1 == after.From;

    /// <param name="end">The offset up to which text was shown.</param>
    private static string TextOf(SourceBlock block, Dictionary<(string FileId, int Ordinal), KnowledgeChunk> chunks, ref long end)
    {
        var first = chunks[(block.Citation.FileId, block.From)];
        var last = chunks[(block.Citation.FileId, block.Through)];
        var text = new StringBuilder((int)(last.EndOffset - first.StartOffset));
        for (var ordinal = block.From; ordinal <= block.Through; ordinal++)
        {
            var chunk = chunks[(block.Citation.FileId, ordinal)];
            var shown = (int)Math.Clamp(end - chunk.StartOffset, 0, chunk.Text.Length);
            if (text.Length > 0 && shown == 0)
            {
                // Only white space lies between chunks that do not overlap.
                text.Append('\n');
            }

            text.Append(chunk.Text, shown, chunk.Text.Length - shown);
            end = Math.Max(end, chunk.EndOffset);
        }

        return text.ToString();
    }
}
