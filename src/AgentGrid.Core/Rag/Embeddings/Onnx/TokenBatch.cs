namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>Sequences of one model call, row by row, the shorter ones padded.</summary>
/// <param name="Rows">Sequences.</param>
/// <param name="Length">Tokens of each row, padding included.</param>
/// <param name="Ids">Token ids, rows × length.</param>
/// <param name="Mask">1 for a token, 0 for padding.</param>
internal sealed record TokenBatch(int Rows, int Length, long[] Ids, long[] Mask)
{
    public static TokenBatch Of(IReadOnlyList<int[]> sequences, int padding)
    {
        var length = sequences.Max(static sequence => sequence.Length);
        var ids = new long[sequences.Count * length];
        var mask = new long[ids.Length];
        Array.Fill(ids, padding);
        for (var row = 0; row < sequences.Count; row++)
        {
            for (var i = 0; i < sequences[row].Length; i++)
            {
                ids[(row * length) + i] = sequences[row][i];
                mask[(row * length) + i] = 1;
            }
        }

        return new TokenBatch(sequences.Count, length, ids, mask);
    }
}
