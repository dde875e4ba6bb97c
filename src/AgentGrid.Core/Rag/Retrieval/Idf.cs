namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>
/// Inverse document frequency as BM25 has it, never negative: ln(1 + (n − df + ½) / (df + ½)). What nothing holds counts at most
/// a third more than what one holds, as it does among some fifty: among a few it would count for many times that, and a question
/// with one word of its own would match nothing.
/// </summary>
internal static class Idf
{
    private const float Unseen = 1.3f;

    public static float Of(int count, int frequency) =>
        frequency == 0 ? MathF.Min(Raw(count, 0), Unseen * Raw(Math.Max(1, count), 1)) : Raw(count, frequency);

    /// <summary>
    /// The same for words of questions, of which one that more than half hold counts as if half held it: it does not tell chunks
    /// apart, but it is what the knowledge is about, and a question that says it has found its place. All versions of a handbook
    /// say what it is about.
    /// </summary>
    public static float OfWord(int count, int frequency) =>
        frequency == 0 ? MathF.Min(Raw(count, 0), Unseen * OfWord(Math.Max(1, count), 1)) : Raw(count, MathF.Min(frequency, count / 2f));

    private static float Raw(int count, float frequency) => MathF.Log(1 + ((count - frequency + 0.5f) / (frequency + 0.5f)));
}
