namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>Means over queries of what a ranking of documents is worth, by the definitions of trec_eval.</summary>
internal sealed class RankingMetrics
{
    private const int Depth = 10;
    private double _ndcg;
    private double _recall;
    private double _reciprocal;
    private int _queries;

    /// <summary>Sum of gain / log₂(rank + 1) over that of the best possible ranking, at 10.</summary>
    public double Ndcg => _ndcg / Math.Max(1, _queries);

    /// <summary>Share of the relevant documents among the first 10.</summary>
    public double Recall => _recall / Math.Max(1, _queries);

    /// <summary>1 / rank of the first relevant document, 0 past 10.</summary>
    public double Mrr => _reciprocal / Math.Max(1, _queries);

    public void Add(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> gains)
    {
        _queries++;
        var dcg = 0.0;
        var found = 0;
        var first = 0;
        for (var i = 0; i < Math.Min(Depth, ranking.Count); i++)
        {
            if (gains.TryGetValue(ranking[i], out var gain))
            {
                dcg += gain / Math.Log2(i + 2);
                found++;
                first = first == 0 ? i + 1 : first;
            }
        }

        var ideal = gains.Values.OrderDescending().Take(Depth).Select((gain, i) => gain / Math.Log2(i + 2)).Sum();
        _ndcg += dcg / ideal;
        _recall += found / (double)gains.Count;
        _reciprocal += first > 0 ? 1.0 / first : 0;
    }
}
