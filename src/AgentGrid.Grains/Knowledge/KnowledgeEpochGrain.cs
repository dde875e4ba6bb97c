using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Knowledge;
using AgentGrid.Storage;
using AgentGrid.Storage.Knowledge;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Changes an agent's vectors to the configured model: every ready file builds its own beside those in use, one transaction
/// switches them all, the index reads them, and only then do the old ones go. Each step can be repeated, so a crash anywhere is
/// mended by beginning again; what is built is not built twice.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The stop is disposed of when the change that it stops has ended.")]
internal sealed partial class KnowledgeEpochGrain(
    IKnowledgeEpochStore epochs,
    ITextEmbedder embedder,
    IOptions<IngestionOptions> options,
    TimeProvider clock,
    ILogger<KnowledgeEpochGrain> logger)
    : Grain, IKnowledgeEpochGrain
{
    private const int FilesAtOnce = 8;
    private const int FilesPerPage = 200;
    private static readonly TimeSpan LongestChange = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TaskCompletionSource<Failure?>> _building = new(StringComparer.Ordinal);
    private CancellationTokenSource? _stop;
    private bool _showsError;
    private int _failures;
    private DateTimeOffset _notBefore;
    private Task _running = Task.CompletedTask;

    private string AgentId => this.GetPrimaryKeyString();

    private EmbeddingSpace Target => new(embedder.Model, embedder.Dimensions);

    public Task EnsureAsync()
    {
        // The sweep asks every minute; a model that refuses is not asked as often.
        if (_stop is null && clock.GetUtcNow() >= _notBefore)
        {
            DelayDeactivation(LongestChange);
            _stop = new CancellationTokenSource();
            _running = RunAsync(_stop);
        }

        return Task.CompletedTask;
    }

    public Task FileBuiltAsync(string fileId, Failure? failure)
    {
        if (_building.TryGetValue(fileId, out var waiting))
        {
            waiting.TrySetResult(failure);
        }

        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
            await Task.WhenAny(_running, Task.Delay(LongestStop, clock, cancellationToken));
        }
    }

    private async Task RunAsync(CancellationTokenSource stop)
    {
        await Task.Yield();
        try
        {
            await ChangeAsync(stop.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested || e is StorageUnavailableException or TimeoutException)
        {
            // The recovery sweep begins again, and what is stored is not made twice.
            LogInterrupted(logger, e, AgentId);
        }
        catch (Exception e)
        {
            // Nobody waits for this task; whatever it is, the old vectors go on serving.
            LogBroken(logger, e, AgentId);
        }

        _stop = null;
        stop.Dispose();
        DelayDeactivation(TimeSpan.Zero);
    }

    private async Task ChangeAsync(CancellationToken stop)
    {
        if (await epochs.FindEpochAsync(AgentId, stop) is not { } epoch || (epoch.Serving == Target && epoch.Target is null))
        {
            return;
        }

        if (epoch.Target != Target)
        {
            LogBegins(logger, AgentId, epoch.Serving, Target);
            await epochs.BeginChangeAsync(AgentId, Target, clock.GetUtcNow(), stop);
        }

        _showsError = epoch.Error is not null;
        if (await BuildAsync(stop) is { } failure)
        {
            var pause = TimeSpan.FromSeconds(
                Math.Min(LongestPause.TotalSeconds, 60 * options.Value.RetrySeconds * Math.Pow(2, _failures++)));
            _notBefore = clock.GetUtcNow() + pause;
            LogFailed(logger, AgentId, failure.Code, pause.TotalSeconds);
            await epochs.NoteErrorAsync(AgentId, new FileError(failure.Code, failure.Detail), clock.GetUtcNow(), stop);
            return;
        }

        if (!await epochs.SwitchAsync(AgentId, Target, clock.GetUtcNow(), stop))
        {
            // A file was stopped on the way: the sweep comes back to it.
            return;
        }

        // Rows of the old epoch are read by searches until the index has the new one.
        await GrainFactory.GetGrain<IKnowledgeIndexGrain>(AgentId).ReloadAsync();
        await ForEachFileAsync(
            (after, limit) => epochs.ListFilesToTidyAsync(AgentId, after, limit, stop),
            async id =>
            {
                await GrainFactory.GetGrain<IKnowledgeFileGrain>(id).DropOtherEpochsAsync();
                return null;
            },
            stop);
        await epochs.EndChangeAsync(AgentId, clock.GetUtcNow(), stop);
        LogDone(logger, AgentId, Target);
    }

    private Task<Failure?> BuildAsync(CancellationToken stop) => ForEachFileAsync(
        (after, limit) => epochs.ListFilesToBuildAsync(AgentId, Target, after, limit, stop),
        async id =>
        {
            var failure = await BuildAsync(id, stop);
            if (failure is null)
            {
                _failures = 0;
                if (_showsError)
                {
                    // What was wrong the last time is over.
                    _showsError = false;
                    await epochs.BeginChangeAsync(AgentId, Target, clock.GetUtcNow(), stop);
                }
            }

            return failure is not null && FileFailures.IsOfTheText(failure) ? failure with { Detail = $"File {id}: {failure.Detail}" } : failure;
        },
        stop);

    private async Task<Failure?> BuildAsync(string fileId, CancellationToken stop)
    {
        var built = _building[fileId] = new TaskCompletionSource<Failure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            while (await GrainFactory.GetGrain<IKnowledgeFileGrain>(fileId).BuildEpochAsync(Target))
            {
                try
                {
                    return await built.Task.WaitAsync(AskAgainAfter, clock, stop);
                }
                catch (TimeoutException)
                {
                    // It takes long, or the file's grain was lost on the way.
                }
            }

            return null;
        }
        finally
        {
            _building.Remove(fileId);
        }
    }

    /// <summary>
    /// The first file alone, then some at a time; no more once one has failed. All are needed for the switch, and most failures are
    /// of the model: it is not asked for every file, each time, whether it still refuses.
    /// </summary>
    private static async Task<Failure?> ForEachFileAsync(
        Func<string?, int, ValueTask<ImmutableArray<string>>> list,
        Func<string, Task<Failure?>> work,
        CancellationToken stop)
    {
        Failure? failure = null;
        var running = new List<Task<Failure?>>();
        var atOnce = 1;
        string? after = null;
        while (failure is null && await list(after, FilesPerPage) is { Length: > 0 } ids)
        {
            foreach (var id in ids)
            {
                stop.ThrowIfCancellationRequested();
                if (running.Count == atOnce)
                {
                    var ended = await Task.WhenAny(running);
                    running.Remove(ended);
                    failure = Worse(failure, await ended);
                    atOnce = FilesAtOnce;
                }

                if (failure is not null)
                {
                    break;
                }

                running.Add(work(id));
            }

            after = ids[^1];
        }

        return (await Task.WhenAll(running)).Aggregate(failure, Worse);
    }

    /// <summary>The one that is to be told: a model that is not available explains the others.</summary>
    private static Failure? Worse(Failure? first, Failure? second) => second is { Retryable: true } ? second : first ?? second;
}
