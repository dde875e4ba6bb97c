using System.Collections.Immutable;
using AgentGrid.Knowledge;

namespace AgentGrid.Storage.Knowledge;

/// <summary>Files of agents and their chunks.</summary>
public interface IKnowledgeStore
{
    /// <summary>
    /// Adds a file, unless the agent has the same bytes already (by SHA-256, files being deleted aside). The same id again gives
    /// the stored file. Fails with <c>agent_not_found</c>.
    /// </summary>
    ValueTask<Outcome<CreatedFile>> CreateFileAsync(StoredFile file, CancellationToken cancellationToken = default);

    ValueTask<StoredFile?> FindFileAsync(string fileId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes the whole row, based on <see cref="StoredFile.Revision"/>. Fails with <c>file_not_found</c> or
    /// <c>version_conflict</c>; succeeds with the new revision.
    /// </summary>
    ValueTask<Outcome<StoredFile>> UpdateFileAsync(StoredFile file, CancellationToken cancellationToken = default);

    /// <summary>Adds chunks and writes the file's row (its checkpoint) in one transaction; a chunk that is there already stays as it is.</summary>
    ValueTask<Outcome<StoredFile>> AppendChunksAsync(
        StoredFile file, IReadOnlyList<StoredChunk> chunks, CancellationToken cancellationToken = default);

    /// <summary>Newest first, files being deleted left out. Fails with <c>invalid_cursor</c>.</summary>
    ValueTask<Outcome<Page<KnowledgeFile>>> ListFilesAsync(
        string agentId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Files that are queued and not paused, processing or deleting, after an id, in the order of ids.</summary>
    ValueTask<ImmutableArray<StoredFile>> ListUnfinishedFilesAsync(
        string? afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>All of an agent's files, after an id, in the order of ids.</summary>
    ValueTask<ImmutableArray<StoredFile>> ListAgentFilesAsync(
        string agentId, string? afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Whether a search could find anything: the agent has a ready file.</summary>
    ValueTask<bool> HasReadyFilesAsync(string agentId, CancellationToken cancellationToken = default);

    /// <summary>The chunks that searches see, in order. Fails with <c>invalid_cursor</c>.</summary>
    ValueTask<Outcome<Page<KnowledgeChunk>>> ListChunksAsync(
        string fileId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>The chunks of one epoch of a file from an ordinal on, in order, read in bounded batches.</summary>
    IAsyncEnumerable<StoredChunk> ReadFileChunksAsync(
        string fileId, int epoch, int fromOrdinal = 0, CancellationToken cancellationToken = default);

    /// <summary>The chunks of these ranges that there are, by range and ordinal, without their vectors; in one statement.</summary>
    ValueTask<ImmutableArray<FilePassage>> FindPassagesAsync(
        IReadOnlyList<ChunkRange> ranges, CancellationToken cancellationToken = default);

    /// <summary>Removes a file's chunks, but those of <paramref name="keepEpoch"/>, in bounded steps.</summary>
    /// <param name="keepVectors">Leaves their vectors in the embedding cache, for another try.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> DeleteChunksAsync(
        string fileId, int? keepEpoch = null, bool keepVectors = false, CancellationToken cancellationToken = default);

    /// <summary>Removes the vectors in the embedding cache that were bought for a file and that no chunk has, in bounded steps.</summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> DeleteUnusedVectorsAsync(string fileId, CancellationToken cancellationToken = default);

    /// <summary>Removes a file's row, and its chunks and cached vectors before it.</summary>
    /// <returns>Whether there was such a file.</returns>
    ValueTask<bool> DeleteFileAsync(string fileId, CancellationToken cancellationToken = default);

    /// <summary>Which of these blobs a file still needs: for the orphan sweep.</summary>
    ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(
        IReadOnlyList<string> blobNames, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes up to <paramref name="limit"/> chunks whose file is gone, or that a crash left of an epoch that neither serves nor is
    /// built: for the orphan sweep. Those of files changed since <paramref name="before"/>, or whose agent changes its vectors, stay.
    /// </summary>
    ValueTask<int> DeleteOrphanChunksAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default);
}
