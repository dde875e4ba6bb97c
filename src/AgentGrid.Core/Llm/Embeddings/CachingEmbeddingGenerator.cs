using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Embeddings;

/// <summary>Asks the provider only for texts whose vectors the cache does not have, and for equal texts once.</summary>
internal sealed class CachingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, IEmbeddingCache cache)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var model = $"{options?.ModelId}@{options?.Dimensions}";
        var hashes = texts.Select(Hash).ToArray();
        var known = new Dictionary<string, Embedding<float>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<int>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (!seen.Add(hashes[i]))
            {
                continue;
            }

            if (await cache.FindAsync(model, hashes[i], cancellationToken) is { } vector)
            {
                known[hashes[i]] = new Embedding<float>(vector);
            }
            else
            {
                missing.Add(i);
            }
        }

        UsageDetails? usage = null;
        if (missing.Count > 0)
        {
            var made = await base.GenerateAsync(missing.Select(i => texts[i]).ToArray(), options, cancellationToken);
            usage = made.Usage;
            for (var i = 0; i < missing.Count; i++)
            {
                known[hashes[missing[i]]] = made[i];
                await cache.StoreAsync(model, hashes[missing[i]], made[i].Vector, cancellationToken);
            }
        }

        return new GeneratedEmbeddings<Embedding<float>>(hashes.Select(hash => known[hash])) { Usage = usage };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
