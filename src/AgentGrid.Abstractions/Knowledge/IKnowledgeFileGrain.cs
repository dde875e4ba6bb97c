using AgentGrid.Users;

namespace AgentGrid.Knowledge;

/// <summary>One file; keyed by file id. The sole writer of its row and chunks.</summary>
/// <remarks>Whoever may not see the file's agent gets <c>file_not_found</c> from every method that takes a caller.</remarks>
[Alias("knowledge-file-grain")]
public interface IKnowledgeFileGrain : IGrainWithStringKey
{
    /// <summary>Records an upload as queued, or answers the file the agent already has with the same bytes.</summary>
    [Alias("accept")]
    Task<Outcome<AcceptedFile>> AcceptAsync(Caller caller, StoredUpload upload);

    /// <summary>The file as it stands.</summary>
    [Alias("get"), ReadOnly]
    Task<Outcome<KnowledgeFile>> GetAsync(Caller caller);

    /// <summary>The file now and at every change, until it is ready, failed, cancelled or gone. Call <see cref="GetAsync"/> first.</summary>
    [Alias("watch"), AlwaysInterleave]
    IAsyncEnumerable<KnowledgeFile> WatchAsync(CancellationToken cancellationToken);

    /// <summary>The name of the blob with the file's bytes, for reading.</summary>
    [Alias("open-content"), ReadOnly]
    Task<Outcome<string>> GetBlobNameAsync(Caller caller);

    /// <summary>The chunks, in order.</summary>
    [Alias("list-chunks"), ReadOnly]
    Task<Outcome<Page<KnowledgeChunk>>> ListChunksAsync(Caller caller, PageRequest page);

    /// <summary>Begins a failed or cancelled file again.</summary>
    [Alias("retry")]
    Task<Outcome<KnowledgeFile>> RetryAsync(Caller caller);

    /// <summary>Stops a file that is not finished; leaves no chunk behind.</summary>
    [Alias("cancel")]
    Task<Outcome<KnowledgeFile>> CancelAsync(Caller caller);

    /// <summary>Stops a file that is not finished where it is, until it is resumed; what is done is kept.</summary>
    [Alias("pause")]
    Task<Outcome<KnowledgeFile>> PauseAsync(Caller caller);

    /// <summary>Goes on with a paused file where it stopped.</summary>
    [Alias("unpause")]
    Task<Outcome<KnowledgeFile>> UnpauseAsync(Caller caller);

    /// <summary>Does a finished file again from its bytes.</summary>
    [Alias("reprocess")]
    Task<Outcome<KnowledgeFile>> ReprocessAsync(Caller caller);

    /// <summary>Removes bytes, chunks, vectors and cache.</summary>
    [Alias("delete")]
    Task<Outcome<Done>> DeleteAsync(Caller caller);

    /// <summary>Goes on with an unfinished file after a crash, unless it is paused, or finishes its removal. Harmless at any time.</summary>
    [Alias("resume")]
    Task ResumeAsync();

    /// <summary>
    /// Begins to make vectors of another space for the file's stored chunks, beside those that searches see, or goes on where that
    /// stopped. False when there is nothing to do: the file has them, or is not ready and so needs none. Otherwise the agent's
    /// <see cref="IKnowledgeEpochGrain"/> is told when all are stored or it failed. Harmless to ask again.
    /// </summary>
    [Alias("build-epoch")]
    Task<bool> BuildEpochAsync(EmbeddingSpace space);

    /// <summary>Removes the chunks of all epochs but the one that searches see, once no index needs them.</summary>
    [Alias("drop-other-epochs")]
    Task DropOtherEpochsAsync();

    /// <summary>Removes the file because its agent is being deleted; no caller is checked.</summary>
    [Alias("purge")]
    Task PurgeAsync();
}
