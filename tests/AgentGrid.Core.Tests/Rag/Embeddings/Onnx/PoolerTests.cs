using AgentGrid.Core.Rag.Embeddings.Onnx;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

public sealed class PoolerTests
{
    private static readonly TokenBatch Batch = TokenBatch.Of([[2, 7], [2, 8, 9]], padding: 0);

    [Fact]
    public void Of_RowsOfDifferentLength_PadsAndMasksTheShorter()
    {
        (Batch.Rows, Batch.Length).ShouldBe((2, 3));
        Batch.Ids.ShouldBe([2, 7, 0, 2, 8, 9]);
        Batch.Mask.ShouldBe([1, 1, 0, 1, 1, 1]);
    }

    [Fact]
    public void Pool_Mean_LeavesPaddingOutAndHasLengthOne()
    {
        float[] tokens = [3, 0, 0, 4, 100, 100, 1, 1, 1, 1, 1, 1];
        var vector = new float[2];

        Pooler.Pool(tokens, Batch, OnnxPooling.Mean, 0, vector);
        vector.ShouldBe([0.6f, 0.8f]);

        Pooler.Pool(tokens, Batch, OnnxPooling.Mean, 1, vector);
        vector[0].ShouldBe(vector[1]);
        (vector[0] * vector[0] * 2).ShouldBe(1f, 1e-6f);
    }

    [Fact]
    public void Pool_FirstToken_TakesItAlone()
    {
        var vector = new float[2];
        Pooler.Pool([0, 5, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0], Batch, OnnxPooling.FirstToken, 0, vector);
        vector.ShouldBe([0f, 1f]);
    }

    [Fact]
    public void Normalize_Zeros_StayZeros()
    {
        var vector = new float[3];
        Pooler.Normalize(vector);
        vector.ShouldBe([0f, 0f, 0f]);
    }
}
