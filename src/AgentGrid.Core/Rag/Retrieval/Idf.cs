namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>
/// Inverse document frequency as BM25 has it, never negative: ln(1 + (n − df + ½) / (df + ½)). What nothing holds counts at most
/// a third more than what one holds, as it does among some fifty: among a few it would count for many times that, and a question
/// with one word of its own would match nothing.
/// </summary>
internal static class Idf
{
    private const float Unseen = 1.3f;

    /// <summary>Chunks without a word that are enough to tell how rare it is.</summary>
    private const int Enough = 10;

    public static float Of(int count, int frequency) =>
        frequency == 0 ? MathF.Min(Raw(count, 0), Unseen * Raw(Math.Max(1, count), 1)) : Raw(count, frequency);

    /// <summary>
    /// The same for words of questions. Among a few chunks, one that more than half hold counts as if half held it: all versions of
    /// a handbook say what it is about, and a question that says so, too, has found its place. Where ten chunks are without it,
    /// its rareness is what it is.
    /// </summary>
    public static float OfWord(int count, int frequency) =>
        frequency == 0 ? MathF.Min(Raw(count, 0), Unseen * OfWord(Math.Max(1, count), 1)) : Raw(count, MathF.Min(frequency, MathF.Max(count / 2f, count - Enough)));

    private static float Raw(int count, float frequency) => MathF.Log(1 + ((count - frequency + 0.5f) / (frequency + 0.5f)));
}
