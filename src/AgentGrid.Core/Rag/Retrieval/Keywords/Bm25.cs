using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// Okapi BM25 (Robertson and Zaragoza 2009) with k₁ = 0.9 and b = 0.4, the values Anserini uses for passages: chunks are of like
/// length, so length and repetition say little.
/// </summary>
internal static class Bm25
{
    private const float K1 = 0.9f;
    private const float B = 0.4f;

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
