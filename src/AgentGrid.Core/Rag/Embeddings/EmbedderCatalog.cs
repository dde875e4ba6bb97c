using System.Diagnostics.CodeAnalysis;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>The embedders of this server: the configured one, and what earlier files may have been embedded with.</summary>
/// <param name="current">The configured one.</param>
/// <param name="other">Makes another by model and dimensions; null when this server cannot.</param>
public sealed class EmbedderCatalog(ITextEmbedder current, Func<string, int, ITextEmbedder?> other)
{
    /// <summary>What new vectors are made with.</summary>
    public ITextEmbedder Current => current;

    /// <summary>
    /// The embedder whose vectors can be compared with stored ones of a model. One that cannot be had fails at every text, as a
    /// provider without a key does, so that keywords alone answer.
    /// </summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "An embedder is shared and lives as long as the server.")]
    public ITextEmbedder Find(string model, int dimensions) =>
        current.Model == model && current.Dimensions == dimensions ? current
        : model == NgramEmbedder.ModelName && dimensions == NgramEmbedder.Buckets ? new NgramEmbedder()
        : other(model, dimensions) ?? new UnusableEmbedder(model, dimensions);
}
