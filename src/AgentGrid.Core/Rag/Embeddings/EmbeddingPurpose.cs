namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>What a text is embedded for; some models embed questions and passages differently.</summary>
public enum EmbeddingPurpose
{
    Document,
    Query,
}
