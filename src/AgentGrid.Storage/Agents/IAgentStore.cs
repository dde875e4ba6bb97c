using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Audit;

namespace AgentGrid.Storage.Agents;

/// <summary>Agents, their versions and members. An agent whose deletion began is not found by any other method.</summary>
public interface IAgentStore
{
    /// <summary>Adds an agent with version 1 active. Fails with <c>agent_exists</c> when the id is taken.</summary>
    ValueTask<Outcome<StoredAgent>> CreateAsync(NewAgent agent, CancellationToken cancellationToken = default);

    /// <summary>Also finds an agent that is being deleted; see <see cref="StoredAgent.DeletedAt"/>.</summary>
    ValueTask<StoredAgent?> FindAsync(string agentId, CancellationToken cancellationToken = default);

    ValueTask<AgentVersion?> FindVersionAsync(string agentId, int version, CancellationToken cancellationToken = default);

    /// <summary>Newest first. Fails with <c>invalid_cursor</c>.</summary>
    ValueTask<Outcome<Page<AgentVersion>>> ListVersionsAsync(
        string agentId, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>Adds the next version. Fails with <c>agent_not_found</c> or <c>version_conflict</c>.</summary>
    ValueTask<Outcome<StoredAgent>> AddVersionAsync(NewVersion version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a version the active one and records <paramref name="audit"/>, in one transaction. Fails with
    /// <c>agent_not_found</c>, <c>version_not_found</c> or <c>version_conflict</c>.
    /// </summary>
    ValueTask<Outcome<StoredAgent>> ActivateAsync(
        string agentId, long revision, int version, AuditEntry audit, CancellationToken cancellationToken = default);

    /// <summary>What the user owns or is a member of, changed last first, where name or description holds every word.</summary>
    ValueTask<Outcome<Page<AgentSummary>>> ListForUserAsync(
        string userId, string? query, PageRequest page, CancellationToken cancellationToken = default);

    ValueTask<AgentAccess> GetAccessAsync(string agentId, string userId, CancellationToken cancellationToken = default);

    ValueTask<ImmutableArray<AgentMember>> ListMembersAsync(string agentId, CancellationToken cancellationToken = default);

    /// <summary>Adds a member or changes its access. Fails with <c>agent_not_found</c>.</summary>
    ValueTask<Outcome<Done>> SetMemberAsync(AgentMember member, AuditEntry audit, CancellationToken cancellationToken = default);

    /// <returns>Whether there was such a member.</returns>
    ValueTask<bool> RemoveMemberAsync(
        string agentId, string userId, AuditEntry audit, CancellationToken cancellationToken = default);

    /// <summary>Hides the agent at once and begins its deletion. Again, it gives the first receipt. Fails with <c>agent_not_found</c>.</summary>
    ValueTask<Outcome<DeletionReceipt>> DeleteAsync(
        string agentId, string receiptId, AuditEntry audit, CancellationToken cancellationToken = default);

    /// <summary>Removes up to about <paramref name="maxRows"/> rows of an agent whose deletion began; call until it is finished.</summary>
    ValueTask<AgentPurge> PurgeAsync(
        string agentId, int maxRows, DateTimeOffset now, CancellationToken cancellationToken = default);

    ValueTask<AgentDeletion?> FindDeletionAsync(string receiptId, CancellationToken cancellationToken = default);

    /// <summary>Receipts that are not done, oldest first.</summary>
    ValueTask<ImmutableArray<DeletionReceipt>> ListUnfinishedDeletionsAsync(CancellationToken cancellationToken = default);
}
