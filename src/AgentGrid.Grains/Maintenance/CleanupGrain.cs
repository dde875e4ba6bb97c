using AgentGrid.Maintenance;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Idempotency;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Maintenance;

/// <summary>Retention and the orphan sweep. Works in bounded steps, so that it never holds up a writer for long.</summary>
internal sealed partial class CleanupGrain(
    IBlobStore blobs,
    IKnowledgeStore knowledge,
    ISessionStore sessions,
    IEmbeddingCacheStore vectors,
    ITokenStore tokens,
    IIdempotencyStore requests,
    IOptions<CleanupOptions> options,
    TimeProvider clock,
    ILogger<CleanupGrain> logger) : Grain, ICleanupGrain, IRemindable
{
    private const string ReminderName = "daily";
    private const int Step = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public Task StartAsync() => this.RegisterOrUpdateReminder(ReminderName, Interval, Interval);

    public Task ReceiveReminder(string reminderName, TickStatus status) => CleanUpAsync();

    public async Task<CleanupReport> CleanUpAsync()
    {
        var now = clock.GetUtcNow();
        var settings = options.Value;
        var orphanedBefore = now.AddHours(-settings.OrphanHours);
        var report = new CleanupReport(
            await RemoveOrphanBlobsAsync(orphanedBefore),
            await UntilDoneAsync(() => knowledge.DeleteOrphanChunksAsync(orphanedBefore, Step)),
            await UntilDoneAsync(() => sessions.PurgeDeletedAsync(Step)),
            await UntilDoneAsync(() => vectors.PurgeAsync(now.AddDays(-settings.CachedVectorDays), Step))
                + await UntilDoneAsync(() => vectors.PurgeUnusedAsync(orphanedBefore, Step)),
            await UntilDoneAsync(() => tokens.PurgeAsync(now, Step)),
            await UntilDoneAsync(() => requests.PurgeAsync(now.AddHours(-settings.IdempotencyHours), Step)));
        LogCleanedUp(logger, report);
        return report;
    }

    private async Task<int> RemoveOrphanBlobsAsync(DateTimeOffset before)
    {
        var removed = 0;
        await foreach (var entries in blobs.ListAsync().Where(blob => blob.CreatedAt < before).Chunk(Step))
        {
            string[] names = [.. entries.Select(blob => blob.Name)];
            var (ofFiles, ofMessages) = (await knowledge.FindReferencedBlobsAsync(names), await sessions.FindReferencedBlobsAsync(names));
            foreach (var orphan in entries.Where(blob => !ofFiles.Contains(blob.Name) && !ofMessages.Contains(blob.Name)))
            {
                await blobs.DeleteAsync(orphan.Name);
                removed++;
            }
        }

        return removed;
    }

    private static async Task<int> UntilDoneAsync(Func<ValueTask<int>> removeSome)
    {
        var removed = 0;
        int step;
        do
        {
            step = await removeSome();
            removed += step;
        }
        while (step >= Step);
        return removed;
    }
}
