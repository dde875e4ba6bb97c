using System.Text.Json;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary><c>batchEmbedContents</c>, one request for all texts. The API reports no usage.</summary>
internal sealed class GeminiEmbeddingGenerator(GeminiHttp http) : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? "";
        var texts = values as IReadOnlyCollection<string> ?? [.. values];
        using var response = await http.PostAsync(model, "batchEmbedContents", Write(model, texts, options), cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        using var document = ProviderJson.Parse(bytes);
        var all = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        foreach (var item in document.RootElement.Items("embeddings"))
        {
            all.Add(new Embedding<float>(item.Member("values") is { ValueKind: JsonValueKind.Array } numbers ? ProviderJson.Numbers(numbers) : []));
        }

        return all.Count == texts.Count
            ? all
            : throw new LlmException(LlmErrorCodes.Protocol, $"The provider sent {all.Count} vectors for {texts.Count} texts.");
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static ReadOnlyMemory<byte> Write(string model, IReadOnlyCollection<string> texts, EmbeddingGenerationOptions? options) =>
        ProviderJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("requests");
            foreach (var text in texts)
            {
                writer.WriteStartObject();
                writer.WriteString("model", $"models/{model}");
                writer.WriteStartObject("content");
                writer.WriteStartArray("parts");
                writer.WriteStartObject();
                writer.WriteString("text", text);
                writer.WriteEndObject();
                writer.WriteEndArray();
                writer.WriteEndObject();
                if (TaskType(options) is { } task)
                {
                    writer.WriteString("taskType", task);
                }

                if (options?.Dimensions is { } dimensions)
                {
                    writer.WriteNumber("outputDimensionality", dimensions);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    private static string? TaskType(EmbeddingGenerationOptions? options) => EmbeddingTask.Of(options) switch
    {
        EmbeddingPurpose.Query => "RETRIEVAL_QUERY",
        EmbeddingPurpose.Document => "RETRIEVAL_DOCUMENT",
        _ => null,
    };
}
