using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentGrid.Knowledge;
using AgentGrid.Storage;
using AgentGrid.Storage.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>Rows in memory, with revisions as the real stores have them; survives the hosts that use it.</summary>
internal sealed class MemoryKnowledgeStore : IKnowledgeStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StoredFile> _files = [];

    public SortedDictionary<(string File, int Epoch, int Ordinal), StoredChunk> Chunks { get; } = [];

    /// <summary>Every write of a file's row, in order.</summary>
    public ConcurrentQueue<StoredFile> Writes { get; } = new();

    /// <summary>Runs before each write; may throw.</summary>
    public Action BeforeWrite { get; set; } = () => { };

    /// <summary>Lets all writes fail from the n-th on, the next one being the first. Completes when one has.</summary>
    public Task FailFrom(int write)
    {
        var count = 0;
        var failed = new TaskCompletionSource();
        BeforeWrite = () =>
        {
            if (++count >= write)
            {
                failed.TrySetResult();
                throw new StorageUnavailableException("The disk is gone.");
            }
        };
        return failed.Task;
    }

    /// <summary>Runs after each write was made; may throw.</summary>
    public Action<StoredFile> AfterWrite { get; set; } = _ => { };

    /// <summary>Runs after chunks were removed; may throw.</summary>
    public Action AfterDelete { get; set; } = () => { };

    public ValueTask<Outcome<CreatedFile>> CreateFileAsync(StoredFile file, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var same = _files.Values.FirstOrDefault(other => other.File.AgentId == file.File.AgentId && other.File.Sha256 == file.File.Sha256
                && other.File.Status != FileStatus.Deleting);
            if (same is not null)
            {
                return new(new CreatedFile(same, Duplicate: same.File.Id != file.File.Id));
            }

            _files.Add(file.File.Id, file);
            return new(new CreatedFile(file, Duplicate: false));
        }
    }

    public ValueTask<StoredFile?> FindFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(_files.GetValueOrDefault(fileId));
        }
    }

    public ValueTask<Outcome<StoredFile>> UpdateFileAsync(StoredFile file, CancellationToken cancellationToken = default) =>
        AppendChunksAsync(file, [], cancellationToken);

    public ValueTask<Outcome<StoredFile>> AppendChunksAsync(StoredFile file, IReadOnlyList<StoredChunk> chunks, CancellationToken cancellationToken = default)
    {
        BeforeWrite();
        lock (_lock)
        {
            if (!_files.TryGetValue(file.File.Id, out var stored))
            {
                return new(Failure.NotFound(FailureCodes.FileNotFound, "gone"));
            }

            if (stored.Revision != file.Revision)
            {
                return new(Failure.Conflict(FailureCodes.VersionConflict, "stale"));
            }

            foreach (var chunk in chunks)
            {
                Chunks.TryAdd((chunk.FileId, chunk.Epoch, chunk.Ordinal), chunk);
            }

            var written = file with { Revision = file.Revision + 1 };
            _files[file.File.Id] = written;
            Writes.Enqueue(written);
            AfterWrite(written);
            return new(written);
        }
    }

    public ValueTask<int> DeleteChunksAsync(
        string fileId, int? keepEpoch = null, bool keepVectors = false, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var gone = Chunks.Keys.Where(key => key.File == fileId && key.Epoch != keepEpoch).ToList();
            gone.ForEach(key => Chunks.Remove(key));
            AfterDelete();
            return new(gone.Count);
        }
    }

    public ValueTask<int> DeleteUnusedVectorsAsync(string fileId, CancellationToken cancellationToken = default) => new(0);

    public ValueTask<bool> DeleteFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Chunks.Keys.Where(key => key.File == fileId).ToList().ForEach(key => Chunks.Remove(key));
            return new(_files.Remove(fileId));
        }
    }

    public ValueTask<ImmutableArray<StoredFile>> ListUnfinishedFilesAsync(string? afterId, int limit, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new([.. _files.Values.Where(file => file.File.Status is FileStatus.Queued or FileStatus.Processing or FileStatus.Deleting)
                .Where(file => string.CompareOrdinal(file.File.Id, afterId) > 0).OrderBy(file => file.File.Id, StringComparer.Ordinal).Take(limit)]);
        }
    }

    public ValueTask<Outcome<Page<KnowledgeChunk>>> ListChunksAsync(string fileId, PageRequest page, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return new(new Page<KnowledgeChunk>([.. Chunks.Values.Where(chunk => chunk.FileId == fileId).Select(chunk => new KnowledgeChunk(
                chunk.Id, chunk.Ordinal, chunk.Text, chunk.Heading, chunk.Page, chunk.StartOffset, chunk.EndOffset))]));
        }
    }

    public List<StoredChunk> ChunksOf(string fileId)
    {
        lock (_lock)
        {
            return [.. Chunks.Values.Where(chunk => chunk.FileId == fileId)];
        }
    }

    public ValueTask<Outcome<Page<KnowledgeFile>>> ListFilesAsync(string agentId, PageRequest page, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<StoredFile>> ListAgentFilesAsync(string agentId, string? afterId, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> HasReadyFilesAsync(string agentId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredChunk> ReadFileChunksAsync(string fileId, int epoch, int fromOrdinal = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<FilePassage>> FindPassagesAsync(IReadOnlyList<ChunkRange> ranges, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(IReadOnlyList<string> blobNames, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<int> DeleteOrphanChunksAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
