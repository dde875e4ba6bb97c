using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Knowledge;
using AgentGrid.Storage;
using AgentGrid.Storage.Knowledge;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Holds an agent's search index while it is used. Reads the rows on the first search; until then there is nothing to keep up
/// to date. The work runs beside the grain's own turns, so that searches go on while files are taken in.
/// </summary>
internal sealed partial class KnowledgeIndexGrain(
    IKnowledgeStore store,
    IKnowledgeEpochStore epochs,
    EmbedderCatalog embedders,
    IUsageSink ledger,
    TimeProvider clock,
    ILogger<KnowledgeIndexGrain> logger)
    : Grain, IKnowledgeIndexGrain, IDisposable
{
    // Below the response timeout, so that the caller hears why.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _searches = [];
    private Task<AgentIndex>? _loading;

    private string AgentId => this.GetPrimaryKeyString();

    public async Task<Outcome<SearchResult>> SearchAsync(KnowledgeQuery query, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            // One that could not be read is read again; whoever waited for it has heard why.
            var loading = _loading is null or { IsFaulted: true } or { IsCanceled: true } ? _loading = LoadAsync() : _loading;
            var index = await loading.WaitAsync(LongestWait, clock, cancellationToken);
            var found = await SearchAsync(index, query, cancellationToken);
            return found with { TookMs = Math.Round(clock.GetElapsedTime(began).TotalMilliseconds, 2) };
        }
        catch (TimeoutException)
        {
            return Unavailable(FailureCodes.Busy, "The agent's files are being loaded. Try again in a few seconds.");
        }
        catch (StorageUnavailableException e)
        {
            LogNotSearched(logger, e, AgentId);
            return Unavailable(FailureCodes.StorageUnavailable, "The agent's files cannot be read at the moment. Try again in a few seconds.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            // Whoever asked is to hear that the search is what failed: an exception would reach them as one of the whole server.
            LogNotSearched(logger, e, AgentId);
            return new Failure(FailureKind.Unavailable, FailureCodes.InternalError, "The agent's files could not be searched; the server's log says why.");
        }
    }

    public async Task AddFileAsync(string fileId)
    {
        // An index that nobody has asked for yet reads this file with all others.
        if (await LoadedAsync() is not { } index)
        {
            return;
        }

        bool replaces;
        try
        {
            replaces = await Task.Run(() => index.TakeInAsync(fileId, _stop.Token));
        }
        catch
        {
            // What it shows of the file is no longer so: the next search reads all anew.
            _loading = null;
            throw;
        }

        if (replaces)
        {
            await SearchesEndedAsync();
        }
    }

    public async Task RemoveFileAsync(string fileId)
    {
        if (await LoadedAsync() is { } index)
        {
            await Task.Run(() => index.RemoveAsync(fileId));
        }
    }

    public async Task ReloadAsync()
    {
        // Files that become ready meanwhile wait for this call, and searches do not.
        if (_loading is { } loading)
        {
            await Task.WhenAny(loading);
            var next = await LoadAsync();
            _loading = Task.FromResult(next);
            await SearchesEndedAsync();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    private static Failure Unavailable(string code, string detail) => new(FailureKind.Unavailable, code, detail)
    {
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private async Task<SearchResult> SearchAsync(AgentIndex index, KnowledgeQuery query, CancellationToken cancellationToken)
    {
        var search = Task.Run(() => index.SearchAsync(query, cancellationToken), cancellationToken);
        _searches.Add(search);
        try
        {
            return await search;
        }
        finally
        {
            _searches.Remove(search);
        }
    }

    /// <summary>
    /// Whoever shows new rows removes the old ones next: searches that began before read those first. Later ones need not be waited
    /// for.
    /// </summary>
    private async Task SearchesEndedAsync() => await Task.WhenAll(_searches.Select(static search => Task.WhenAny(search)));

    /// <returns>Null when nobody has asked for the index yet, or it could not be read.</returns>
    private async Task<AgentIndex?> LoadedAsync()
    {
        if (_loading is not { } loading)
        {
            return null;
        }

        await Task.WhenAny(loading);
        return loading.IsCompletedSuccessfully ? await loading : null;
    }

    private async Task<AgentIndex> LoadAsync()
    {
        var began = clock.GetTimestamp();
        var serving = (await epochs.FindEpochAsync(AgentId, _stop.Token))?.Serving;
        var embedder = serving is null ? embedders.Current : embedders.Find(serving.Model, serving.Dimensions);
        var index = new AgentIndex(AgentId, store, embedder, ledger, logger);
        await Task.Run(() => index.LoadAsync(_stop.Token));
        LogLoaded(logger, AgentId, index.FileCount, index.ChunkCount, clock.GetElapsedTime(began).TotalMilliseconds);
        return index;
    }
}
