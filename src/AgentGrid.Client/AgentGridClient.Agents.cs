using AgentGrid.Agents;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    /// <summary>Makes an agent; version 1 is active at once.</summary>
    public Task<Agent> CreateAgentAsync(
        string name, AgentConfig config, string? description = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync<Agent>(HttpMethod.Post, "api/agents", new { name, description, config }, NewKey(), null, cancellationToken);

    /// <summary>The caller's agents and those shared with them, changed last first.</summary>
    /// <param name="query">Part of a name or description; null for all.</param>
    public Task<Page<AgentSummary>> ListAgentsAsync(
        string? query = null, int limit = PageRequest.DefaultLimit, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<AgentSummary>(ApiPath.With("api/agents", ("query", query), ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>An agent with its active configuration.</summary>
    public Task<Agent> GetAgentAsync(string agentId, CancellationToken cancellationToken = default) =>
        _api.SendAsync<Agent>(HttpMethod.Get, ApiPath.Of($"api/agents/{agentId}"), null, cancellationToken);

    /// <summary>Adds a version, active at once unless it is a draft.</summary>
    /// <param name="command">Its <see cref="UpdateAgent.ExpectedVersion"/> is the <see cref="Agent.LatestVersion"/> that the change is based on.</param>
    public Task<Agent> UpdateAgentAsync(string agentId, UpdateAgent command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _api.SendAsync<Agent>(
            HttpMethod.Put,
            ApiPath.With(ApiPath.Of($"api/agents/{agentId}"), ("draft", command.Draft ? true : null)),
            new { command.Name, command.Description, command.Config, command.Note },
            null,
            command.ExpectedVersion,
            cancellationToken);
    }

    /// <summary>Deletes an agent with its versions, sessions, files and vectors; the receipt says how far that has come.</summary>
    /// <param name="expectedVersion">Refuses when another is the newest version. Null: whatever there is.</param>
    public Task<DeletionReceipt> DeleteAgentAsync(string agentId, int? expectedVersion = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync<DeletionReceipt>(
            HttpMethod.Delete, ApiPath.Of($"api/agents/{agentId}"), null, null, expectedVersion, cancellationToken);

    /// <summary>How far a deletion has come.</summary>
    public Task<DeletionReceipt> GetDeletionAsync(string receiptId, CancellationToken cancellationToken = default) =>
        _api.SendAsync<DeletionReceipt>(HttpMethod.Get, ApiPath.Of($"api/deletions/{receiptId}"), null, cancellationToken);

    /// <summary>An agent's versions, newest first.</summary>
    public Task<Page<AgentVersion>> ListVersionsAsync(
        string agentId, int limit = PageRequest.DefaultLimit, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync<AgentVersion>(
            ApiPath.With(ApiPath.Of($"api/agents/{agentId}/versions"), ("limit", limit), ("cursor", cursor)), cancellationToken);

    /// <summary>One version of an agent.</summary>
    public Task<AgentVersion> GetVersionAsync(string agentId, int number, CancellationToken cancellationToken = default) =>
        _api.SendAsync<AgentVersion>(HttpMethod.Get, ApiPath.Of($"api/agents/{agentId}/versions/{number}"), null, cancellationToken);

    /// <summary>Makes a version the active one: rollback or publish.</summary>
    /// <param name="expectedVersion">Refuses when another is the newest version. Null: whatever there is.</param>
    public Task<Agent> ActivateVersionAsync(
        string agentId, int number, int? expectedVersion = null, CancellationToken cancellationToken = default) =>
        _api.SendAsync<Agent>(
            HttpMethod.Post, ApiPath.Of($"api/agents/{agentId}/versions/{number}/activate"), null, null, expectedVersion, cancellationToken);
}
