using System.Runtime.InteropServices;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>
/// Fuses two arms by a weighted sum of their scores, each divided by the arm's best. An arm whose best candidate covers little
/// of the query has less to say. The best candidate's fused score is the share of the query it covers; the others follow in
/// proportion, so that a minimum score means the same for every question.
/// </summary>
internal static class ScoreFusion
{
    // An arm that covers this share of the query is sure; below it, its weight falls in proportion.
    private const double SureShare = 0.35;

    /// <summary>All candidates of both arms, best first; of equals the lower key first.</summary>
    public static List<FusedChunk> Fuse(ArmScores? keywords, ArmScores? vectors)
    {
        var (keywordWeight, vectorWeight) = Weigh(keywords, vectors);
        var candidates = new Dictionary<ChunkKey, (int? Vector, int? Keyword)>();
        for (var i = 0; i < (keywords?.Hits.Count ?? 0); i++)
        {
            candidates[keywords!.Hits[i].Key] = (null, i + 1);
        }

        for (var i = 0; i < (vectors?.Hits.Count ?? 0); i++)
        {
            ref var ranks = ref CollectionsMarshal.GetValueRefOrAddDefault(candidates, vectors!.Hits[i].Key, out _);
            ranks.Vector = i + 1;
        }

        var fused = new List<FusedChunk>(candidates.Count);
        foreach (var (key, ranks) in candidates)
        {
            var score = (keywordWeight * Relative(keywords, key)) + (vectorWeight * Relative(vectors, key));
            fused.Add(new FusedChunk(key, score, ranks.Vector, ranks.Keyword));
        }

        fused.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Key.CompareTo(b.Key));
        if (fused.Count > 0 && fused[0].Score > 0)
        {
            var best = fused[0];
            var share = (keywordWeight * Share(keywords, best.Key)) + (vectorWeight * Share(vectors, best.Key));
            var scale = share / best.Score;
            foreach (ref var chunk in CollectionsMarshal.AsSpan(fused))
            {
                chunk = chunk with { Score = chunk.Score * scale };
            }
        }

        return fused;
    }

    private static (double Keyword, double Vector) Weigh(ArmScores? keywords, ArmScores? vectors)
    {
        var keyword = Sureness(keywords);
        var vector = Sureness(vectors);
        var sum = keyword + vector;
        return sum > 0 ? (keyword / sum, vector / sum) : (0, 0);
    }

    private static double Sureness(ArmScores? arm) =>
        arm is null ? 0 : arm.Weight * Math.Min(1, arm.Share(arm.Best) / SureShare);

    private static double Relative(ArmScores? arm, ChunkKey key) => arm is { Best: > 0 } ? arm.ScoreOf(key) / (double)arm.Best : 0;

    private static double Share(ArmScores? arm, ChunkKey key) => arm?.Share(arm.ScoreOf(key)) ?? 0;
}
