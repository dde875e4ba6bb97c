using AgentGrid.Knowledge;
using AgentGrid.Users;

namespace AgentGrid.Grains.Knowledge;

/// <summary>What a file's users ask of it: again, hold, go on, stop.</summary>
internal sealed partial class KnowledgeFileGrain
{
    public async Task<Outcome<KnowledgeFile>> RetryAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var file, out var failure))
        {
            return failure;
        }

        return file.File.Status is FileStatus.Failed or FileStatus.Cancelled
            ? await BeginAgainAsync()
            : FileFailures.NotRetryable(FileStates.Name(file.File.Status));
    }

    public async Task<Outcome<KnowledgeFile>> ReprocessAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var file, out var failure))
        {
            return failure;
        }

        return FileStates.IsTerminal(file.File.Status)
            ? await BeginAgainAsync()
            : FileFailures.Busy(FileStates.Name(file.File.Status));
    }

    public async Task<Outcome<KnowledgeFile>> CancelAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var file, out var failure))
        {
            return failure;
        }

        if (file.File.Status == FileStatus.Cancelled)
        {
            return file.File;
        }

        if (FileStates.IsTerminal(file.File.Status))
        {
            return FileFailures.NotCancellable(FileStates.Name(file.File.Status));
        }

        await StopAsync();
        if (_file is { } stopped && !FileStates.IsTerminal(stopped.File.Status))
        {
            await EndAsync(FileStatus.Cancelled, null);
        }

        return _shown!;
    }

    public async Task<Outcome<KnowledgeFile>> PauseAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var file, out var failure))
        {
            return failure;
        }

        if (file.File.Paused)
        {
            return file.File;
        }

        if (!FileStates.IsTerminal(file.File.Status))
        {
            await StopAsync();
        }

        // It may have ended before it could be stopped, or be about to.
        if (_file is not { } stopped)
        {
            return FileFailures.NotFound(Id);
        }

        var checkpoint = FileCheckpoint.Parse(stopped.Checkpoint);
        if (FileStates.IsTerminal(stopped.File.Status) || checkpoint.Ending is not null)
        {
            return FileFailures.NotPausable(FileStates.Name(checkpoint.Ending ?? stopped.File.Status));
        }

        var paused = stopped.File with { Status = FileStatus.Queued, Paused = true };
        await SaveAsync(stopped with { File = paused, Checkpoint = (checkpoint with { Stalled = 0 }).ToString() });
        return _shown!;
    }

    public async Task<Outcome<KnowledgeFile>> UnpauseAsync(Caller caller)
    {
        if (!(await OpenAsync(caller)).TryGet(out var file, out var failure))
        {
            return failure;
        }

        if (!file.File.Paused)
        {
            return FileFailures.NotPaused(FileStates.Name(file.File.Status));
        }

        await SaveAsync(file with { File = file.File with { Paused = false } });
        Start();
        return _shown!;
    }

    private async Task<Outcome<KnowledgeFile>> BeginAgainAsync()
    {
        // What runs while a file is finished can only be the building of other vectors, which this makes needless.
        await StopAsync();
        if (await ReadAgainAsync() is not { } file || file.File.Status == FileStatus.Deleting)
        {
            return FileFailures.NotFound(Id);
        }

        var queued = file.File with
        {
            Status = FileStatus.Queued,
            Stage = FileStage.Received,
            Progress = 0,
            Chunks = 0,
            Pages = null,
            Error = null,
        };
        try
        {
            await SaveAsync(file with { File = queued, BuildingEpoch = NextEpoch(file), Checkpoint = null, Built = null });
        }
        catch (FileLostException)
        {
            // Its agent's vectors were switched in this moment.
            return FileFailures.Changed();
        }

        Start();
        return _shown!;
    }
}
