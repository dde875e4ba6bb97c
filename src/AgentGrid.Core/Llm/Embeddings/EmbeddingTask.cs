using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>
/// What texts are embedded for, told to providers whose models embed questions and passages differently, and how long their
/// vectors are to be. Travels in <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>; providers that do not tell purposes
/// apart pass it over. The length is what is expected, not asked for: many models refuse a request that names one.
/// </summary>
internal static class EmbeddingTask
{
    private const string Key = "agentgrid.embedding-purpose";
    private const string LengthKey = "agentgrid.embedding-length";

    /// <summary>Puts the purpose and the length of the vectors into <paramref name="options"/> and returns them.</summary>
    public static EmbeddingGenerationOptions For(this EmbeddingGenerationOptions options, EmbeddingPurpose purpose, int length)
    {
        var properties = options.AdditionalProperties ??= [];
        properties[Key] = purpose;
        properties[LengthKey] = length;
        return options;
    }

    /// <summary>The purpose carried by <paramref name="options"/>; null when nobody said.</summary>
    public static EmbeddingPurpose? Of(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) ? value as EmbeddingPurpose? : null;

    /// <summary>How long vectors are to be; null when nobody said.</summary>
    public static int? LengthOf(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(LengthKey, out var value) ? value as int? : null;
}
