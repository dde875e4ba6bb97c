using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>Asks the provider only for texts whose vectors the cache does not have, and for equal texts once.</summary>
internal sealed class CachingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, IEmbeddingCache cache)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.Select(text => (Text: text, Hash: EmbeddingCacheKey.Of(text))).ToList();

        // The same words may have one vector as a question and another as a passage.
        var model = $"{options?.ModelId}@{options?.Dimensions}{(EmbeddingTask.Of(options) == EmbeddingPurpose.Query ? "?" : "")}";
        var distinct = texts.DistinctBy(text => text.Hash).ToList();
        var known = await cache.FindAsync(model, distinct.ConvertAll(text => text.Hash), cancellationToken);
        var missing = distinct.FindAll(text => !known.ContainsKey(text.Hash));
        var made = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        UsageDetails? usage = null;
        if (missing.Count > 0)
        {
            var answer = await base.GenerateAsync(missing.ConvertAll(text => text.Text), options, cancellationToken);
            usage = answer.Usage;
            for (var i = 0; i < missing.Count; i++)
            {
                made[missing[i].Hash] = answer[i].Vector;
            }

            await cache.StoreAsync(model, made, cancellationToken);
        }

        return new GeneratedEmbeddings<Embedding<float>>(texts.Select(text =>
            new Embedding<float>(known.TryGetValue(text.Hash, out var vector) ? vector : made[text.Hash])))
        {
            Usage = usage,
        };
    }
}
