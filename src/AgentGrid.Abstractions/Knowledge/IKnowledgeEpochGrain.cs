namespace AgentGrid.Knowledge;

/// <summary>Brings all of an agent's files to the embedding model that is configured; keyed by agent id.</summary>
[Alias("knowledge-epoch-grain")]
public interface IKnowledgeEpochGrain : IGrainWithStringKey
{
    /// <summary>
    /// Begins, or goes on where a crash stopped it, and answers at once. Until all ready files have vectors of the new model,
    /// searches use the old ones; then all files change at once. Harmless at any time.
    /// </summary>
    [Alias("ensure")]
    Task EnsureAsync();

    /// <summary>A file has built its vectors, or failed to.</summary>
    [Alias("file-built")]
    Task FileBuiltAsync(string fileId, Failure? failure);
}
