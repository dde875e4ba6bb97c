using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Agents;

/// <summary>Removes all of a deleted agent, in bounded steps. Can be stopped and begun again at any point.</summary>
internal sealed class AgentRemoval(
    IAgentStore agents,
    ISessionStore sessions,
    IKnowledgeStore knowledge,
    IBlobStore blobs,
    IGrainFactory grains,
    TimeProvider clock)
{
    private const int RowsAStep = 2_000;
    private const int ThingsAStep = 100;

    public async Task RunAsync(string agentId)
    {
        await StopTurnsAsync(agentId);
        await PurgeFilesAsync(agentId);
        AgentPurge step;
        do
        {
            step = await agents.PurgeAsync(agentId, RowsAStep, clock.GetUtcNow());
            foreach (var blob in step.Blobs)
            {
                await blobs.DeleteAsync(blob);
            }
        }
        while (!step.Finished);
    }

    private async Task StopTurnsAsync(string agentId)
    {
        while (await sessions.ListUnfinishedTurnsOfAgentAsync(agentId, ThingsAStep) is { Length: > 0 } turns)
        {
            foreach (var sessionId in turns.Select(turn => turn.SessionId).Distinct(StringComparer.Ordinal))
            {
                await grains.GetGrain<ISessionGrain>(sessionId).PurgeAsync();
            }
        }
    }

    private async Task PurgeFilesAsync(string agentId)
    {
        string? after = null;
        while (await knowledge.ListAgentFilesAsync(agentId, after, ThingsAStep) is { Length: > 0 } files)
        {
            foreach (var file in files)
            {
                await grains.GetGrain<IKnowledgeFileGrain>(file.File.Id).PurgeAsync();
            }

            after = files[^1].File.Id;
        }
    }
}
