using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>One agent of one owner, with one viewer.</summary>
internal sealed class OneAgentStore : IAgentStore
{
    public const string AgentId = "agt_1";

    public const string Owner = "usr_owner";

    public const string Viewer = "usr_viewer";

    public ValueTask<StoredAgent?> FindAsync(string agentId, CancellationToken cancellationToken = default) =>
        new(agentId == AgentId ? new StoredAgent(AgentId, "Agent", null, Owner, Active: null!, 1, 1, default, default) : null);

    public ValueTask<AgentAccess> GetAccessAsync(string agentId, string userId, CancellationToken cancellationToken = default) =>
        new(userId == Viewer ? AgentAccess.Viewer : AgentAccess.None);

    public ValueTask<Outcome<StoredAgent>> CreateAsync(NewAgent agent, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AgentVersion?> FindVersionAsync(string agentId, int version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<Page<AgentVersion>>> ListVersionsAsync(string agentId, PageRequest page, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<StoredAgent>> AddVersionAsync(NewVersion version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<StoredAgent>> ActivateAsync(string agentId, long revision, int version, AuditEntry audit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<Page<AgentSummary>>> ListForUserAsync(string userId, string? query, PageRequest page, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<AgentMember>> ListMembersAsync(string agentId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<Done>> SetMemberAsync(AgentMember member, AuditEntry audit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> RemoveMemberAsync(string agentId, string userId, AuditEntry audit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<Outcome<DeletionReceipt>> DeleteAsync(string agentId, string receiptId, AuditEntry audit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AgentPurge> PurgeAsync(string agentId, int maxRows, DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<AgentDeletion?> FindDeletionAsync(string receiptId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<DeletionReceipt>> ListUnfinishedDeletionsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
