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
        try
        {
            await ResumeSessionsAsync();
            await ResumeFilesAsync();
            await ResumeDeletionsAsync();
            await ChangeVectorsAsync();
        }
        catch (StorageUnavailableException e)
        {
            // The next sweep finds the same.
            LogSweepStopped(logger, e);
        }
    }

    private async Task ResumeSessionsAsync()
    {
        var turns = await sessions.ListUnfinishedTurnsAsync(AtOnce);
        foreach (var sessionId in turns.Select(turn => turn.SessionId).Distinct(StringComparer.Ordinal))
        {
            await GrainFactory.GetGrain<ISessionGrain>(sessionId).RecoverAsync();
        }
    }

    private async Task ResumeFilesAsync()
    {
        string? after = null;
        while (await knowledge.ListUnfinishedFilesAsync(after, AtOnce) is { Length: > 0 } files)
        {
            foreach (var file in files)
            {
                await GrainFactory.GetGrain<IKnowledgeFileGrain>(file.File.Id).ResumeAsync();
            }

            after = files[^1].File.Id;
        }
    }

    /// <summary>Agents whose vectors are of another model than the configured one.</summary>
    private async Task ChangeVectorsAsync()
    {
        var configured = new EmbeddingSpace(embedder.Model, embedder.Dimensions);
        string? after = null;
        while (await epochs.ListAgentsToChangeAsync(configured, after, AtOnce) is { Length: > 0 } agentIds)
        {
            foreach (var agentId in agentIds)
            {
                await GrainFactory.GetGrain<IKnowledgeEpochGrain>(agentId).EnsureAsync();
            }

            after = agentIds[^1];
        }
    }

    private async Task ResumeDeletionsAsync()
    {
        foreach (var receipt in await agents.ListUnfinishedDeletionsAsync())
        {
            await GrainFactory.GetGrain<IAgentGrain>(receipt.AgentId).ResumeDeletionAsync();
        }
    }
}
