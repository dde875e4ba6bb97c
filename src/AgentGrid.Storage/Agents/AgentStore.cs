using AgentGrid.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Agents;

/// <summary>Agents and versions; members are in <c>AgentStore.Members.cs</c>, deletion in <c>AgentStore.Deletion.cs</c>.</summary>
internal sealed partial class AgentStore(ISqlDatabase database) : IAgentStore
{
    public ValueTask<Outcome<StoredAgent>> CreateAsync(NewAgent agent, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredAgent>(
            async session =>
            {
                var added = await session.ExecuteAsync(
                    """
                    INSERT INTO agents (id, name, description, search_words, owner_id, active_version, latest_version, revision,
                      created_at, updated_at)
                    VALUES (@id, @name, @description, @words, @owner, 1, 1, 1, @at, @at)
                    ON CONFLICT DO NOTHING
                    """,
                    ("@id", agent.Id),
                    ("@name", agent.Name),
                    ("@description", agent.Description),
                    ("@words", SearchText.Column(agent.Name, agent.Description)),
                    ("@owner", agent.OwnerId),
                    ("@at", agent.CreatedAt));
                if (added == 0)
                {
                    return Failure.Conflict(FailureCodes.AgentExists, "An agent with this id exists.");
                }

                await AgentRows.AddVersionAsync(session, agent.Id, 1, agent.Config, null, agent.OwnerId, agent.CreatedAt);
                return (await AgentRows.FindAsync(session, agent.Id))!;
            },
            cancellationToken);

    public ValueTask<StoredAgent?> FindAsync(string agentId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => AgentRows.FindAsync(session, agentId), cancellationToken);

    public ValueTask<AgentVersion?> FindVersionAsync(
        string agentId, int version, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                """
                SELECT v.version, v.config, v.note, v.created_by, v.created_at, a.active_version
                FROM agent_versions v JOIN agents a ON a.id = v.agent_id AND a.deleted_at IS NULL
                WHERE v.agent_id = @agent AND v.version = @version
                """,
                ReadVersion,
                ("@agent", agentId),
                ("@version", version)),
            cancellationToken);

    public async ValueTask<Outcome<Page<AgentVersion>>> ListVersionsAsync(
        string agentId, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT v.version, v.config, v.note, v.created_by, v.created_at, a.active_version
                FROM agent_versions v JOIN agents a ON a.id = v.agent_id AND a.deleted_at IS NULL
                WHERE v.agent_id = @agent AND v.version < @before
                ORDER BY v.version DESC LIMIT @limit
                """,
                ReadVersion,
                ("@agent", agentId),
                ("@before", before.Key),
                ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(rows, limit, static row => row, static row => new PageCursor(row.Number, ""));
    }

    public ValueTask<Outcome<StoredAgent>> AddVersionAsync(NewVersion version, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredAgent>(
            async session =>
            {
                var number = await session.Int64Async(
                    """
                    UPDATE agents SET name = @name, description = @description, search_words = @words,
                      latest_version = latest_version + 1,
                      active_version = CASE WHEN @activate = 1 THEN latest_version + 1 ELSE active_version END,
                      revision = revision + 1, updated_at = @at
                    WHERE id = @id AND revision = @revision AND deleted_at IS NULL
                    RETURNING latest_version
                    """,
                    ("@name", version.Name),
                    ("@description", version.Description),
                    ("@words", SearchText.Column(version.Name, version.Description)),
                    ("@activate", version.Activate),
                    ("@at", version.CreatedAt),
                    ("@id", version.AgentId),
                    ("@revision", version.Revision));
                if (number is null)
                {
                    return await AgentRows.RefusalAsync(session, version.AgentId);
                }

                await AgentRows.AddVersionAsync(
                    session, version.AgentId, (int)number, version.Config, version.Note, version.Author, version.CreatedAt);
                return (await AgentRows.FindAsync(session, version.AgentId))!;
            },
            cancellationToken);

    public ValueTask<Outcome<StoredAgent>> ActivateAsync(
        string agentId, long revision, int version, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredAgent>(
            async session =>
            {
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE agents SET active_version = @version, revision = revision + 1, updated_at = @at
                    WHERE id = @id AND revision = @revision AND deleted_at IS NULL
                      AND @version BETWEEN 1 AND latest_version
                    """,
                    ("@version", version),
                    ("@at", audit.CreatedAt),
                    ("@id", agentId),
                    ("@revision", revision));
                if (changed == 0)
                {
                    var agent = await AgentRows.FindAsync(session, agentId);
                    return agent is { DeletedAt: null } && agent.Revision == revision
                        ? Failure.NotFound(FailureCodes.VersionNotFound, $"The agent has versions 1 to {agent.LatestVersion}.")
                        : await AgentRows.RefusalAsync(session, agentId);
                }

                await AuditStore.AddAsync(session, audit);
                return (await AgentRows.FindAsync(session, agentId))!;
            },
            cancellationToken);

    public async ValueTask<Outcome<Page<AgentSummary>>> ListForUserAsync(
        string userId, string? query, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var asked = SearchText.Query(query);
        if (asked.FindsNothing)
        {
            return new Page<AgentSummary>([]);
        }

        var filter = string.Concat(asked.Words.Select((_, i) => $" AND a.search_words LIKE @word{i}"));
        (string, object?)[] parameters =
        [
            ("@user", userId),
            ("@at", before.Key),
            ("@id", before.Id),
            ("@limit", limit + 1),
            .. asked.Words.Select((_, i) => ($"@word{i}", (object?)asked.LikePattern(i))),
        ];
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT a.id, a.name, a.description, a.owner_id, a.active_version, a.latest_version,
                  CASE WHEN a.owner_id = @user THEN 'owner' ELSE m.access END, a.created_at, a.updated_at
                FROM agents a LEFT JOIN agent_members m ON m.agent_id = a.id AND m.user_id = @user
                WHERE a.id IN (
                    SELECT id FROM agents WHERE owner_id = @user
                    UNION ALL SELECT agent_id FROM agent_members WHERE user_id = @user)
                  AND a.deleted_at IS NULL AND (a.updated_at, a.id) < (@at, @id){filter}
                ORDER BY a.updated_at DESC, a.id DESC LIMIT @limit
                """,
                ReadSummary,
                parameters),
            cancellationToken);
        return PageCursor.Page(
            rows, limit, static row => row, static row => new PageCursor(row.UpdatedAt.ToUnixTimeMilliseconds(), row.Id));
    }

    private static AgentVersion ReadVersion(SqlRow row)
    {
        var version = row.Int32();
        return new AgentVersion(
            version,
            StoredJson.Read<AgentConfig>(row.String()),
            row.StringOrNull(),
            row.String(),
            row.Time(),
            IsActive: row.Int32() == version);
    }

    private static AgentSummary ReadSummary(SqlRow row) => new(
        row.String(),
        row.String(),
        row.StringOrNull(),
        row.String(),
        row.Int32(),
        row.Int32(),
        EnumText<AgentAccess>.Parse(row.String()),
        row.Time(),
        row.Time());
}
