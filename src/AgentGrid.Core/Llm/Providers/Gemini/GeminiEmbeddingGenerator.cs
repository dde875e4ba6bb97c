using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Rag.Embeddings;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary><c>batchEmbedContents</c>, at most <see cref="MaxBatch"/> texts a request. The API reports no usage.</summary>
internal sealed class GeminiEmbeddingGenerator(GeminiHttp http) : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MaxBatch = 100;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = options?.ModelId ?? "";
        var all = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var batch in values.Chunk(MaxBatch))
        {
            using var response = await http.PostAsync(model, "batchEmbedContents", Write(model, batch, options), cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            using var document = ProviderJson.Parse(bytes);
            var before = all.Count;
            foreach (var item in document.RootElement.Items("embeddings"))
            {
                all.Add(new Embedding<float>(item.Items("values").Select(x => x.GetSingle()).ToArray()));
            }

            if (all.Count - before != batch.Length)
            {
                throw new LlmException(
                    LlmErrorCodes.Protocol, $"The provider sent {all.Count - before} vectors for {batch.Length} texts.");
            }
        }

        return all;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static ReadOnlyMemory<byte> Write(string model, string[] batch, EmbeddingGenerationOptions? options) =>
        ProviderJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("requests");
            foreach (var text in batch)
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
