using System.Numerics;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>
/// Chooses hits from ranked candidates: those above the minimum score, no text twice, no near-duplicates, and several files rather than one
/// where scores are close.
/// </summary>
internal static class HitSelection
{
    // Sketches this near and scores this close: the same words, and the question does not tell them apart.
    private const int DuplicateBits = 2;
    private const double DuplicateScore = 0.01;

    // Each further chunk of one file counts this much less when the last places are given.
    private const double SameFileCost = 0.02;
    private const int MostSameFileCosts = 3;

    /// <param name="candidates">Best first.</param>
    /// <param name="count">Most hits.</param>
    /// <param name="minScore">Least score.</param>
    /// <param name="sketchOf">The <see cref="Text.SimHash"/> of the candidate's text; 0 for none.</param>
    /// <param name="contentOf">What only candidates of the same text have in common; 0 for none.</param>
    /// <returns>The chosen, best first.</returns>
    public static List<FusedChunk> Select(
        List<FusedChunk> candidates, int count, double minScore, Func<ChunkKey, ulong> sketchOf, Func<ChunkKey, ulong> contentOf)
    {
        var distinct = Distinct(candidates, count, minScore, sketchOf, contentOf);
        if (distinct.Count <= count)
        {
            return distinct;
        }

        var perFile = new Dictionary<int, int>();
        return
        [
            .. distinct
                .Select(chunk =>
                {
                    var seen = perFile.GetValueOrDefault(chunk.Key.File);
                    perFile[chunk.Key.File] = seen + 1;
                    return (Chunk: chunk, Worth: chunk.Score * (1 - (SameFileCost * Math.Min(seen, MostSameFileCosts))));
                })
                .OrderByDescending(pair => pair.Worth)
                .Take(count)
                .Select(pair => pair.Chunk)
                .OrderByDescending(chunk => chunk.Score)
                .ThenBy(chunk => chunk.Key),
        ];
    }

    // Twice as many as wanted, so that there is a choice.
    private static List<FusedChunk> Distinct(
        List<FusedChunk> candidates, int count, double minScore, Func<ChunkKey, ulong> sketchOf, Func<ChunkKey, ulong> contentOf)
    {
        var contents = new HashSet<ulong>();
        var chosen = new List<FusedChunk>();
        var sketches = new List<ulong>();
        foreach (var candidate in candidates)
        {
            if (chosen.Count >= count * 2 || candidate.Score < minScore || candidate.Score <= 0)
            {
                break;
            }

            var sketch = sketchOf(candidate.Key);
            var content = contentOf(candidate.Key);
            if ((content == 0 || contents.Add(content)) && !IsDuplicate(candidate, sketch, chosen, sketches))
            {
                chosen.Add(candidate);
                sketches.Add(sketch);
            }
        }

        return chosen;
    }

    private static bool IsDuplicate(in FusedChunk candidate, ulong sketch, List<FusedChunk> chosen, List<ulong> sketches)
    {
        for (var i = 0; i < chosen.Count; i++)
        {
            if (sketch != 0
                && BitOperations.PopCount(sketch ^ sketches[i]) <= DuplicateBits
                && chosen[i].Score - candidate.Score <= DuplicateScore * chosen[i].Score)
            {
                return true;
            }
        }

        return false;
    }
}
