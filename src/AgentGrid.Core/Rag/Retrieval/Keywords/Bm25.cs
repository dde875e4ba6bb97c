using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// Okapi BM25 (Robertson and Zaragoza 2009) with k₁ = 0.9, the value Anserini uses for passages: in a chunk, repetition says
/// little. Chunks of running text are of like length, but rows of tables, last pages and short sections are not: b = 0.6.
/// </summary>
internal static class Bm25
{
    private const float K1 = 0.9f;
    private const float B = 0.6f;

    /// <summary>Adds idf · tf · (k₁ + 1) / (tf + k₁ · (1 − b + b · length / averageLength)) to the score of each chunk of a list.</summary>
    public static void Accumulate(ReadOnlySpan<byte> list, ReadOnlySpan<float> lengths, float averageLength, float idf, Span<float> scores)
    {
        var top = idf * (K1 + 1);
        var fix = K1 * (1 - B);
        var slope = K1 * B / averageLength;
        var chunk = -1;
        for (var at = 0; at < list.Length;)
        {
            var count = PostingCodec.Read(list, ref at, ref chunk);
            scores[chunk] += top * count / (count + fix + (slope * lengths[chunk]));
        }
    }
}
