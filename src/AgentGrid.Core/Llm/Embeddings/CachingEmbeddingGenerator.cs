using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>
/// Asks the provider only for texts whose vectors the cache does not have, and for equal texts once. Vectors that cannot be used
/// are not kept, so that the next try asks for those, and no others, again.
/// </summary>
internal sealed class CachingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, IEmbeddingCache cache)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    /// <exception cref="LlmException">The provider failed, or gave vectors that cannot be used.</exception>
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.Select(text => (Text: text, Hash: EmbeddingCacheKey.Of(text))).ToList();
        var check = new VectorCheck(options?.ModelId, EmbeddingTask.LengthOf(options));
        var model = CacheName(options);
        var distinct = texts.DistinctBy(text => text.Hash).ToList();
        var cached = await cache.FindAsync(model, distinct.ConvertAll(text => text.Hash), cancellationToken);
        var vectors = cached.Where(pair => check.Problem(pair.Value.Span) is null).ToDictionary(StringComparer.Ordinal);
        var missing = distinct.FindAll(text => !vectors.ContainsKey(text.Hash));
        UsageDetails? usage = null;
        if (missing.Count > 0)
        {
            var answer = await base.GenerateAsync(missing.ConvertAll(text => text.Text), options, cancellationToken);
            usage = answer.Usage;
            if (answer.Count != missing.Count)
            {
                throw new LlmException(
                    LlmErrorCodes.Protocol, $"{options?.ModelId} gave {answer.Count} vectors for {missing.Count} texts.", retryable: true);
            }

            var made = missing.Zip(answer, (text, embedding) => KeyValuePair.Create(text.Hash, embedding.Vector)).ToList();
            var problem = made.Select(pair => check.Problem(pair.Value.Span)).FirstOrDefault(found => found is not null)
                ?? check.ProblemOfAll([.. vectors.Values, .. made.Select(pair => pair.Value)]);
            var usable = made.Where(pair => check.IsToKeep(pair.Value.Span, problem)).ToDictionary(StringComparer.Ordinal);
            if (usable.Count > 0)
            {
                await cache.StoreAsync(model, usable, ModelRequest.Of(options).Usage.FileId, cancellationToken);
            }

            if (problem is not null)
            {
                throw problem;
            }

            foreach (var (hash, vector) in usable)
            {
                vectors[hash] = vector;
            }
        }

        return new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(vectors[text.Hash])))
        {
            Usage = usage,
        };
    }

    /// <summary>The same words may have one vector as a question and another as a passage, and a model vectors of several lengths.</summary>
    private static string CacheName(EmbeddingGenerationOptions? options) =>
        $"{options?.ModelId}@{EmbeddingTask.LengthOf(options)}{(EmbeddingTask.Of(options) == EmbeddingPurpose.Query ? "?" : "")}";
}
