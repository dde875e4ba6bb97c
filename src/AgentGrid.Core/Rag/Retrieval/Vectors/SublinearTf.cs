namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>1 + ln(count): how much a repeated feature weighs (SMART's "l").</summary>
internal static class SublinearTf
{
    private static readonly float[] Table = [0, .. Enumerable.Range(1, byte.MaxValue).Select(count => 1 + MathF.Log(count))];

    /// <param name="count">1 to 255.</param>
    public static float Of(int count) => Table[count];
}
