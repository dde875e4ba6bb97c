using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Knowledge;
using AgentGrid.Maintenance;
using AgentGrid.Sessions;
using AgentGrid.Storage;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Sessions;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Maintenance;

/// <summary>
/// The net under everything that runs in the background: whatever a crash, a lost stream event or a dead silo left unfinished
/// is in a table, and is found here. Every call it makes is harmless when nothing is amiss.
/// </summary>
internal sealed partial class RecoveryGrain(
    ISessionStore sessions,
    IKnowledgeStore knowledge,
    IKnowledgeEpochStore epochs,
    ITextEmbedder embedder,
    IAgentStore agents,
    ILogger<RecoveryGrain> logger) : Grain, IRecoveryGrain, IRemindable
{
    private const string ReminderName = "sweep";
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task StartAsync()
    {
        await this.RegisterOrUpdateReminder(ReminderName, Interval, Interval);
        await SweepAsync();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => SweepAsync();

    private async Task SweepAsync()
    {
        await EachAsync(
            async after => [.. (await sessions.ListUnfinishedTurnsAsync(after, AtOnce)).Select(turn => (turn.SessionId, turn.TurnId))],
            id => GrainFactory.GetGrain<ISessionGrain>(id).RecoverAsync());
        await EachAsync(
            async after => [.. (await knowledge.ListUnfinishedFilesAsync(after, AtOnce)).Select(file => (file.File.Id, file.File.Id))],
            id => GrainFactory.GetGrain<IKnowledgeFileGrain>(id).ResumeAsync());
        await EachAsync(
            async after => after is not null
                ? []
                : [.. (await agents.ListUnfinishedDeletionsAsync()).Select(receipt => (receipt.AgentId, receipt.AgentId))],
            id => GrainFactory.GetGrain<IAgentGrain>(id).ResumeDeletionAsync());

        // Agents whose vectors are of another model than the configured one.
        var configured = new EmbeddingSpace(embedder.Model, embedder.Dimensions);
        await EachAsync(
            async after => [.. (await epochs.ListAgentsToChangeAsync(configured, after, AtOnce)).Select(id => (id, id))],
            id => GrainFactory.GetGrain<IKnowledgeEpochGrain>(id).EnsureAsync());
    }

    /// <summary>Has every grain that something lists finish it. What stands in the way of one, or of the list, is no matter to the others.</summary>
    /// <param name="next">A page of what is left open, after a cursor: grains and, for each, its own cursor.</param>
    private async Task EachAsync(Func<string?, Task<List<(string Id, string Cursor)>>> next, Func<string, Task> finish)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            List<(string Id, string Cursor)> page;
            try
            {
                page = await next(after);
            }
            catch (StorageUnavailableException e)
            {
                // The next sweep finds the same.
                LogNotListed(logger, e);
                return;
            }

            if (page.Count == 0)
            {
                return;
            }

            foreach (var id in page.Select(open => open.Id).Where(seen.Add))
            {
                try
                {
                    await finish(id);
                }
#pragma warning disable CA1031 // Whatever it is, it would end every sweep at the same place, and what comes after would never be finished.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    LogNotFinished(logger, e, id);
                }
            }

            after = page[^1].Cursor;
        }
    }
}
