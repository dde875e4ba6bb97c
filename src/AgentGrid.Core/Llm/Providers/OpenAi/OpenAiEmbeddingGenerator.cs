using System.Buffers.Binary;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
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
            foreach (var (place, item) in document.RootElement.Items("data").Index())
            {
                // Some imitators leave the index out and keep the order.
                var index = item.NumberMember("index") ?? place;
                if (index >= 0 && index < vectors.Length && Vector(item.Member("embedding")) is { } vector)
                {
                    vectors[index] = new Embedding<float>(vector);
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

    /// <summary>Numbers, or the base64 of 32-bit ones that some imitators send whatever they are asked for; null for anything else.</summary>
    private static float[]? Vector(JsonElement embedding) => embedding.ValueKind switch
    {
        JsonValueKind.Array => [.. embedding.EnumerateArray().Select(number => number.GetSingle())],
        JsonValueKind.String when embedding.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0 =>
            [.. bytes.Chunk(sizeof(float)).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four))],
        _ => null,
    };

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
