using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>
/// What texts are embedded for, told to providers whose models embed questions and passages differently. Travels in
/// <see cref="EmbeddingGenerationOptions.AdditionalProperties"/>; providers that do not tell them apart pass it over.
/// </summary>
internal static class EmbeddingTask
{
    private const string Key = "agentgrid.embedding-purpose";

    /// <summary>Puts the purpose into <paramref name="options"/> and returns them.</summary>
    public static EmbeddingGenerationOptions For(this EmbeddingGenerationOptions options, EmbeddingPurpose purpose)
    {
        (options.AdditionalProperties ??= [])[Key] = purpose;
        return options;
    }

    /// <summary>The purpose carried by <paramref name="options"/>; null when nobody said.</summary>
    public static EmbeddingPurpose? Of(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) ? value as EmbeddingPurpose? : null;
}
