namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>How the vectors of a text's tokens become one.</summary>
internal enum OnnxPooling
{
    /// <summary>Their mean, padding left out.</summary>
    Mean,

    /// <summary>That of the first token.</summary>
    FirstToken,
}
