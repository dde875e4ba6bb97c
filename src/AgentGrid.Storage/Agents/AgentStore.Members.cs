using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Agents;

internal sealed partial class AgentStore
{
    public async ValueTask<AgentAccess> GetAccessAsync(
        string agentId, string userId, CancellationToken cancellationToken = default)
    {
        var access = await database.ReadAsync(
            session => session.FirstAsync(
                """
                SELECT CASE WHEN a.owner_id = @user THEN 'owner' ELSE COALESCE(m.access, 'none') END
                FROM agents a LEFT JOIN agent_members m ON m.agent_id = a.id AND m.user_id = @user
                WHERE a.id = @agent AND a.deleted_at IS NULL
                """,
                static row => row.String(),
                ("@user", userId),
                ("@agent", agentId)),
            cancellationToken);
        return access is null ? AgentAccess.None : EnumText<AgentAccess>.Parse(access);
    }

    public async ValueTask<ImmutableArray<AgentMember>> ListMembersAsync(
        string agentId, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT agent_id, user_id, access, added_by, created_at FROM agent_members
                WHERE agent_id = @agent ORDER BY created_at, user_id
                """,
                static row => new AgentMember(
                    row.String(), row.String(), EnumText<AgentAccess>.Parse(row.String()), row.String(), row.Time()),
                ("@agent", agentId)),
            cancellationToken)];

    public ValueTask<Outcome<Done>> SetMemberAsync(
        AgentMember member, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<Done>(
            async session =>
            {
                if (!await AgentRows.HoldAsync(session, member.AgentId))
                {
                    return AgentRows.NotFound;
                }

                await session.ExecuteAsync(
                    """
                    INSERT INTO agent_members (agent_id, user_id, access, added_by, created_at)
                    VALUES (@agent, @user, @access, @by, @at)
                    ON CONFLICT (agent_id, user_id) DO UPDATE SET access = @access
                    """,
                    ("@agent", member.AgentId),
                    ("@user", member.UserId),
                    ("@access", EnumText<AgentAccess>.Of(member.Access)),
                    ("@by", member.AddedBy),
                    ("@at", member.CreatedAt));
                await AuditStore.AddAsync(session, audit);
                return new Done();
            },
            cancellationToken);

    public async ValueTask<bool> RemoveMemberAsync(
        string agentId, string userId, AuditEntry audit, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            async session =>
            {
                var removed = await session.ExecuteAsync(
                    "DELETE FROM agent_members WHERE agent_id = @agent AND user_id = @user",
                    ("@agent", agentId),
                    ("@user", userId));
                if (removed > 0)
                {
                    await AuditStore.AddAsync(session, audit);
                }

                return removed;
            },
            cancellationToken) > 0;
}
