namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>Finds the delimiter of a table by how evenly it divides the first rows.</summary>
internal static class DelimiterGuess
{
    private const int Rows = 40;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>The delimiter, or null when no candidate divides at least <paramref name="leastRows"/> rows evenly.</summary>
    public static char? Find(string head, int leastRows = 1)
    {
        char? best = null;
        double bestScore = 0;
        foreach (var candidate in Candidates)
        {
            var score = Score(head, candidate, leastRows);
            if (score > bestScore)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    private static double Score(string head, char delimiter, int leastRows)
    {
        var reader = new DelimitedReader(new StringReader(head), delimiter, head.Length + 1);
        var counts = new List<int>();
        while (counts.Count < Rows && reader.Read() is { } row)
        {
            counts.Add(row.Length);
        }

        // The head may end within a row.
        if (counts.Count > 2 && counts.Count < Rows)
        {
            counts.RemoveAt(counts.Count - 1);
        }

        if (counts.Count < leastRows || counts.Count == 0)
        {
            return 0;
        }

        var usual = counts.GroupBy(count => count).MaxBy(group => group.Count())!;
        return usual.Key < 2 ? 0 : usual.Count() / (double)counts.Count * (1 + Math.Log(usual.Key));
    }
}
