using AgentGrid.Core.Llm;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>Stands for a model that this server does not have: every text fails, and no stored vector is of its model.</summary>
internal sealed class UnusableEmbedder(string model, int dimensions) : ITextEmbedder
{
    public string Model => "";

    public int Dimensions => dimensions;

    public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
        throw new LlmException(LlmErrorCodes.UnknownModel, $"The embedding model '{model}' is not on this server.");
}
