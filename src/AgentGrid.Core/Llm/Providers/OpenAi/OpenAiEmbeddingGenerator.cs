using System.ClientModel;
using System.ClientModel.Primitives;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using EmbeddingGenerationOptions = Microsoft.Extensions.AI.EmbeddingGenerationOptions;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Embeddings, at most <see cref="MaxBatch"/> texts a request.</summary>
internal sealed class OpenAiEmbeddingGenerator(ProviderDefinition provider, HttpClient http)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MaxBatch = 256;

    private readonly EmbeddingClient _client = OpenAiClients.Embeddings(provider, http);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var all = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails() };
        foreach (var batch in values.Chunk(MaxBatch))
        {
            using var body = BinaryContent.Create(BinaryData.FromBytes(Write(batch, options)));
            var result = await _client.GenerateEmbeddingsAsync(body, new RequestOptions { CancellationToken = cancellationToken });
            using var document = ProviderJson.Parse(result.GetRawResponse().Content.ToMemory().Span);
            var vectors = new Embedding<float>?[batch.Length];
            foreach (var item in document.RootElement.Items("data"))
            {
                if (item.NumberMember("index") is { } index && index >= 0 && index < vectors.Length)
                {
                    vectors[index] = new Embedding<float>(item.Items("embedding").Select(x => x.GetSingle()).ToArray());
                }
            }

            if (Array.IndexOf(vectors, null) is >= 0 and var missing)
            {
                throw new LlmException(LlmErrorCodes.Protocol, $"The provider sent no vector for text {missing} of {batch.Length}.");
            }

            all.AddRange(vectors!);
            all.Usage.Add(OpenAiUsage.Read(document.RootElement.Member("usage")));
        }

        return all;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static ReadOnlyMemory<byte> Write(string[] batch, EmbeddingGenerationOptions? options) => ProviderJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model", options?.ModelId);
        writer.WriteString("encoding_format", "float");
        if (options?.Dimensions is { } dimensions)
        {
            writer.WriteNumber("dimensions", dimensions);
        }

        writer.WriteStartArray("input");
        foreach (var text in batch)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
