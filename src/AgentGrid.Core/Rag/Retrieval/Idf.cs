namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Inverse document frequency as BM25 has it, never negative: ln(1 + (n − df + ½) / (df + ½)).</summary>
internal static class Idf
{
    public static float Of(int chunks, int frequency) => MathF.Log(1 + ((chunks - frequency + 0.5f) / (frequency + 0.5f)));
}
