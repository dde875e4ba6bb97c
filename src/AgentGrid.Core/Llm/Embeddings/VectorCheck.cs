using System.Numerics.Tensors;
using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>
/// Whether vectors that a provider gave can be compared. One of zeros is let pass among others: models that look words up, as
/// Model2Vec does, give it for a text of which they know no word, and that text is left to keywords. A provider that gives
/// nothing but zeros is broken.
/// </summary>
/// <param name="model">Name as <c>provider/model</c>.</param>
/// <param name="length">How many numbers a vector is to have; null when nobody said.</param>
internal sealed class VectorCheck(string? model, int? length)
{
    /// <summary>Why a vector is of no use whatever came with it, or null.</summary>
    public LlmException? Problem(ReadOnlySpan<float> vector) =>
        length is { } wanted && vector.Length != wanted
            ? new LlmException(
                LlmErrorCodes.UnknownModel, $"{model} gave {vector.Length} numbers where {EmbeddingOptions.Section}:Dimensions says {wanted}.")
        : !float.IsFinite(TensorPrimitives.Norm(vector))
            ? new LlmException(LlmErrorCodes.UnusableAnswer, $"{model} gave a vector with numbers that are not finite.")
        : null;

    /// <summary>Why all vectors of a request together are of no use, or null.</summary>
    public LlmException? ProblemOfAll(IReadOnlyList<ReadOnlyMemory<float>> vectors) =>
        vectors.All(vector => IsZero(vector.Span))
            ? new LlmException(LlmErrorCodes.UnusableAnswer, $"{model} gave vectors of zeros only.")
            : null;

    /// <summary>Whether a vector need not be asked for again, given what is wrong with the request that it came with.</summary>
    public bool IsToKeep(ReadOnlySpan<float> vector, LlmException? problem) =>
        Problem(vector) is null && (problem is null || !IsZero(vector));

    private static bool IsZero(ReadOnlySpan<float> vector) => TensorPrimitives.Norm(vector) == 0;
}
