namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>A loaded model. Thread-safe.</summary>
internal interface IOnnxModel : IDisposable
{
    /// <summary>Whether it gives one vector for each row, already pooled, instead of one for each token.</summary>
    bool IsPooled { get; }

    /// <summary>The numbers of its output: rows × length × dimensions, or rows × dimensions when pooled.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    float[] Run(TokenBatch batch, CancellationToken cancellationToken);
}
