using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// The single writer of one file. It is ingested in the background, on this grain's scheduler, so that watching, cancelling and
/// deleting are never held up. What a crash leaves is in the row; the recovery sweep wakes the grain, which goes on from there.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A running ingestion disposes of what it owns when it ends.")]
internal sealed partial class KnowledgeFileGrain(
    IKnowledgeStore store,
    IBlobStore blobs,
    IngestionGate gate,
    IOptions<IngestionOptions> options,
    TimeProvider clock,
    ILogger<KnowledgeFileGrain> logger) : Grain, IKnowledgeFileGrain
{
    private const int FirstEpoch = 1;
    private const long FirstRevision = 1;
    private static readonly TimeSpan LongestIngestion = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    private readonly FileFeed _feed = new();
    private StoredFile? _file;
    private RunningIngestion? _running;

    /// <summary>The record as watchers see it: the stored one, or ahead of it by what need not be durable.</summary>
    private KnowledgeFile? _shown;

    private string Id => this.GetPrimaryKeyString();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_running is { } running)
        {
            await Task.WhenAny(running.StopAsync(), Task.Delay(LongestStop, clock, cancellationToken));
        }
    }

    public async Task<Outcome<AcceptedFile>> AcceptAsync(Caller caller, StoredUpload upload)
    {
        var access = await GrainFactory.GetGrain<IAgentGrain>(upload.AgentId).AuthorizeAsync(caller, AgentAccess.Editor);
        if (!access.Succeeded)
        {
            return access.Failure;
        }

        var now = clock.GetUtcNow();
        var file = new KnowledgeFile(
            Id, upload.AgentId, upload.Name, upload.Size, "application/octet-stream", upload.Sha256,
            FileStatus.Queued, FileStage.Received, Progress: 0, Chunks: 0, Pages: null, Error: null, Attempts: 0, now, now);
        var created = await store.CreateFileAsync(new StoredFile(file, caller.UserId, upload.BlobName, BuildingEpoch: FirstEpoch));
        if (!created.TryGet(out var kept, out var failure))
        {
            return failure;
        }

        // The same id under another blob: the request came twice, and its second copy of the bytes is not needed.
        if (kept.Duplicate || kept.File.BlobName != upload.BlobName)
        {
            return new AcceptedFile(kept.File.File, Duplicate: true);
        }

        // The same request once more, or the sweep came first.
        if (_running is not null || kept.File.Revision > FirstRevision)
        {
            return new AcceptedFile(kept.File.File, Duplicate: false);
        }

        Keep(kept.File);
        Start();
        return new AcceptedFile(_shown!, Duplicate: false);
    }

    public async Task<Outcome<KnowledgeFile>> GetAsync(Caller caller) =>
        (await OpenAsync(caller)).TryGet(out _, out var failure) ? _shown! : failure;

    public async IAsyncEnumerable<KnowledgeFile> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LoadAsync() is null)
        {
            yield break;
        }

        await foreach (var file in _feed.WatchAsync(_shown!, cancellationToken))
        {
            yield return file;
        }
    }

    public async Task<Outcome<string>> GetBlobNameAsync(Caller caller) =>
        (await OpenAsync(caller)).TryGet(out var file, out var failure) ? file.BlobName : failure;

    public async Task<Outcome<Page<KnowledgeChunk>>> ListChunksAsync(Caller caller, PageRequest page) =>
        (await OpenAsync(caller)).TryGet(out _, out var failure) ? await store.ListChunksAsync(Id, page) : failure;

    public async Task<Outcome<Done>> DeleteAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out _, out var failure))
        {
            return failure;
        }

        await PurgeAsync();
        return default(Done);
    }

    public async Task ResumeAsync()
    {
        if (_running is not null || await LoadAsync() is not { } file)
        {
            return;
        }

        if (file.File.Status == FileStatus.Deleting)
        {
            await PurgeAsync();
        }
        else if (!FileStates.IsTerminal(file.File.Status) && !file.File.Paused)
        {
            LogResumed(logger, Id, file.File.Stage);
            Start();
        }
    }

    public async Task PurgeAsync()
    {
        await StopAsync();
        if (await ReadAgainAsync() is not { } file)
        {
            return;
        }

        // First durable as being deleted: a crash from here on ends with the rest removed, by the recovery sweep.
        if (file.File.Status != FileStatus.Deleting)
        {
            file = await SaveAsync(file with { File = file.File with { Status = FileStatus.Deleting } });
        }

        await Index(file).RemoveFileAsync(Id);
        await blobs.DeleteAsync(file.BlobName);
        await store.DeleteFileAsync(Id);
        LogDeleted(logger, Id);
        (_file, _shown) = (null, null);
        _feed.Close();
    }

    private async ValueTask<Outcome<StoredFile>> OpenAsync(Caller caller)
    {
        if (await LoadAsync() is not { } file || file.File.Status == FileStatus.Deleting)
        {
            return FileFailures.NotFound(Id);
        }

        var access = await GrainFactory.GetGrain<IAgentGrain>(file.File.AgentId).AuthorizeAsync(caller, AgentAccess.Editor);
        return access.Succeeded ? file
            : access.Failure.Kind == FailureKind.NotFound ? FileFailures.NotFound(Id) : access.Failure;
    }

    private async ValueTask<StoredFile?> LoadAsync()
    {
        if (_file is null && await store.FindFileAsync(Id) is { } found && _file is null)
        {
            Keep(found);
        }

        return _file;
    }

    /// <summary>The row as it stands: a change of the agent's vectors writes rows of files that are at rest.</summary>
    private async Task<StoredFile?> ReadAgainAsync()
    {
        if (await store.FindFileAsync(Id) is { } found)
        {
            Keep(found);
        }
        else
        {
            (_file, _shown) = (null, null);
        }

        return _file;
    }

    /// <summary>The newest epoch of which the file may have had chunks.</summary>
    private static int LastEpoch(StoredFile file) => Math.Max(file.Epoch, file.BuildingEpoch ?? 0);

    /// <summary>An epoch that no chunk of the file has had.</summary>
    private static int NextEpoch(StoredFile file) => LastEpoch(file) + 1;

    /// <summary>Who pays for the file's vectors where a provider makes them.</summary>
    private UsageOwner Owner => new(_file!.UserId, _file.File.AgentId);

    private IKnowledgeIndexGrain Index(StoredFile file) => GrainFactory.GetGrain<IKnowledgeIndexGrain>(file.File.AgentId);

    private void Keep(StoredFile file)
    {
        (_file, _shown) = (file, file.File);
        _feed.Publish(file.File);
    }

    /// <summary>Shows what need not be durable.</summary>
    private void Show(KnowledgeFile file)
    {
        _shown = file;
        _feed.Publish(file);
    }

    private async Task<StoredFile> SaveAsync(StoredFile file, bool show = true)
    {
        var saved = Saved(await store.UpdateFileAsync(file with { File = file.File with { UpdatedAt = clock.GetUtcNow() } }));
        if (show)
        {
            Keep(saved);
        }
        else
        {
            _file = saved;
        }

        return saved;
    }

    private StoredFile Saved(Outcome<StoredFile> written)
    {
        if (written.TryGet(out var file, out var failure))
        {
            return file;
        }

        // Another activation wrote, or the row is gone: what is in memory is stale.
        (_file, _shown) = (null, null);
        DeactivateOnIdle();
        throw new FileLostException(failure);
    }
}
