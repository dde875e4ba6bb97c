using AgentGrid.Knowledge;
using AgentGrid.Storage;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// The life of what a file runs in the background. An ingestion is one go after another until the file has ended, somebody stops
/// it, or the store stays away.
/// </summary>
internal sealed partial class KnowledgeFileGrain
{
    // Up to here a file waits where it is, with its passages in hand; longer, and others get its place.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    // After as many goes that the store ended in a row the recovery sweep takes over.
    private const int MostOutages = 6;

    private void Start() => Start(new RunningIngestion(), IngestToEndAsync);

    private void Start(RunningIngestion running, Func<CancellationToken, Task> work)
    {
        DelayDeactivation(LongestIngestion);
        _running = running;
        running.Ended = RunAsync(running, work);
    }

    private async Task StopAsync()
    {
        if (_running is { } running)
        {
            await running.StopAsync();
        }
    }

    private async Task RunAsync(RunningIngestion running, Func<CancellationToken, Task> work)
    {
        // The caller gets its answer first; nothing below may fail it.
        await Task.Yield();
        try
        {
            await work(running.Stop);
        }
        catch (Exception e) when (running.Stop.IsCancellationRequested)
        {
            // Whoever stopped it decides what follows; while the server stops, calls fail in other ways than by cancellation.
            LogStopped(logger, e, Id);
        }
        catch (Exception e) when (IsInterruption(e))
        {
            // What is durable stays as it is, and the recovery sweep begins again.
            LogInterrupted(logger, e, Id);
        }
        catch (Exception e)
        {
            // Nobody waits for this task, and what it leaves behind is for the sweep as well.
            LogBroken(logger, e, Id);
        }

        _running = null;
        running.Dispose();
        DelayDeactivation(TimeSpan.Zero);
    }

    /// <summary>What says nothing about the file: the store, another grain or another activation of this one was in the way.</summary>
    private static bool IsInterruption(Exception e) => e is StorageUnavailableException or FileLostException or TimeoutException;

    private async Task IngestToEndAsync(CancellationToken stop)
    {
        try
        {
            await RunToEndAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && !IsInterruption(e))
        {
            LogBroken(logger, e, Id);
            var failure = FileFailures.Internal();
            await EndAsync(FileStatus.Failed, new FileError(failure.Code, failure.Detail));
        }
    }

    private async Task RunToEndAsync(CancellationToken stop)
    {
        var outages = 0;
        for (TimeSpan? pause = TimeSpan.Zero; pause is { } wait;)
        {
            await Task.Delay(wait, clock, stop);
            try
            {
                pause = outages > 0 && !await IsLeftToDoAsync() ? null : await RunOnceAsync(stop);
                outages = 0;
            }
            catch (StorageUnavailableException e) when (!stop.IsCancellationRequested && ++outages < MostOutages)
            {
                LogOutage(logger, e, Id);
                pause = PauseAfter(outages, asked: null);
            }
        }
    }

    /// <returns>How long to wait before the next go; null when the file has ended.</returns>
    private async Task<TimeSpan?> RunOnceAsync(CancellationToken stop)
    {
        if (FileCheckpoint.Parse(_file!.Checkpoint) is { Ending: { } ending } checkpoint)
        {
            await EndAsync(ending, checkpoint.Error);
            return null;
        }

        using var place = await gate.EnterAsync(_file.UserId, stop);
        return await IngestAsync(stop);
    }

    /// <summary>Reads the row again: a write that failed may have been made all the same.</summary>
    private async Task<bool> IsLeftToDoAsync()
    {
        if (await store.FindFileAsync(Id) is not { } file)
        {
            (_file, _shown) = (null, null);
            return false;
        }

        if (file.File.Status == FileStatus.Ready)
        {
            await ShowReadyAsync(file);
            return false;
        }

        // The store's failure is not the file's: the attempt that it ended does not count.
        var checkpoint = FileCheckpoint.Parse(file.Checkpoint);
        Keep(file with { Checkpoint = (checkpoint with { Stalled = Math.Max(0, checkpoint.Stalled - 1) }).ToString() });
        return !FileStates.IsTerminal(file.File.Status) && file.File is { Status: not FileStatus.Deleting, Paused: false };
    }

    /// <summary>Ever longer, or as long as was asked for, within bounds: who asks for an hour may be well in a minute.</summary>
    private TimeSpan PauseAfter(int attempt, TimeSpan? asked)
    {
        var settings = options.Value;
        var pause = asked?.TotalSeconds ?? settings.RetrySeconds * Math.Pow(2, attempt - 1);
        return TimeSpan.FromSeconds(Math.Min(pause, settings.LongestPauseSeconds));
    }
}
