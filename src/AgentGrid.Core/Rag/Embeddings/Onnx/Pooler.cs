using System.Numerics.Tensors;

namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>One vector of length 1 for each row of a model's output.</summary>
internal static class Pooler
{
    /// <param name="tokens">The vectors of all tokens, rows × length × dimensions.</param>
    /// <param name="batch">Which of them are tokens.</param>
    /// <param name="pooling">How they become one.</param>
    /// <param name="row">Which row.</param>
    /// <param name="vector">Where to; its length is the model's.</param>
    public static void Pool(ReadOnlySpan<float> tokens, TokenBatch batch, OnnxPooling pooling, int row, Span<float> vector)
    {
        vector.Clear();
        var first = row * batch.Length;
        var taken = pooling == OnnxPooling.Mean ? batch.Length : 1;
        for (var i = 0; i < taken; i++)
        {
            if (batch.Mask[first + i] != 0)
            {
                TensorPrimitives.Add(vector, tokens.Slice((first + i) * vector.Length, vector.Length), vector);
            }
        }

        Normalize(vector);
    }

    /// <summary>Makes the length 1; the mean's divisor cancels out. A vector of zeros stays.</summary>
    public static void Normalize(Span<float> vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }
}
