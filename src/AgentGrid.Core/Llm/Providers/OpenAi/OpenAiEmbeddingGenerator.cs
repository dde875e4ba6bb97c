using System.Buffers.Binary;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using EmbeddingGenerationOptions = Microsoft.Extensions.AI.EmbeddingGenerationOptions;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Embeddings, one request for all texts.</summary>
internal sealed class OpenAiEmbeddingGenerator(ProviderDefinition provider, HttpClient http)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingClient _client = OpenAiClients.Embeddings(provider, http);

    // A third of the bytes, but imitators do not all know it.
    private readonly string _encoding = provider.Type == ProviderTypes.OpenAi ? "base64" : "float";

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyCollection<string> ?? [.. values];
        using var body = BinaryContent.Create(BinaryData.FromBytes(Write(texts, options)));
        var result = await _client.GenerateEmbeddingsAsync(body, new RequestOptions { CancellationToken = cancellationToken });
        using var document = ProviderJson.Parse(result.GetRawResponse().Content.ToMemory().Span);
        var vectors = new Embedding<float>?[texts.Count];
        foreach (var (place, item) in document.RootElement.Items("data").Index())
        {
            // Some imitators leave the index out and keep the order.
            var index = item.NumberMember("index") ?? place;
            if (index >= 0 && index < vectors.Length && Vector(item.Member("embedding")) is { } vector)
            {
                vectors[index] = new Embedding<float>(vector);
            }
        }

        return Array.IndexOf(vectors, null) is >= 0 and var missing
            ? throw new LlmException(LlmErrorCodes.Protocol, $"The provider sent no vector for text {missing} of {texts.Count}.")
            : new GeneratedEmbeddings<Embedding<float>>(vectors!) { Usage = OpenAiUsage.Read(document.RootElement.Member("usage")) };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>Numbers, or the base64 of 32-bit ones, which some imitators send whatever they are asked for; null for anything else.</summary>
    private static float[]? Vector(JsonElement embedding) => embedding.ValueKind switch
    {
        JsonValueKind.Array => ProviderJson.Numbers(embedding),
        JsonValueKind.String when embedding.TryGetBytesFromBase64(out var bytes) && bytes.Length % sizeof(float) == 0 => Vector(bytes),
        _ => null,
    };

    private static float[] Vector(ReadOnlySpan<byte> bytes)
    {
        var vector = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }

        return vector;
    }

    private ReadOnlyMemory<byte> Write(IReadOnlyCollection<string> texts, EmbeddingGenerationOptions? options) => ProviderJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model", options?.ModelId);
        writer.WriteString("encoding_format", _encoding);
        if (options?.Dimensions is { } dimensions)
        {
            writer.WriteNumber("dimensions", dimensions);
        }

        writer.WriteStartArray("input");
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
