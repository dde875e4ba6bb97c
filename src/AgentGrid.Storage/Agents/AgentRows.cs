using AgentGrid.Agents;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Agents;

/// <summary>Statements on <c>agents</c> and <c>agent_versions</c> that several operations share.</summary>
internal static class AgentRows
{
    public static readonly Failure NotFound = Failure.NotFound(FailureCodes.AgentNotFound, "There is no such agent.");

    public static ValueTask<StoredAgent?> FindAsync(ISqlSession session, string agentId) => session.FirstAsync(
        """
        SELECT a.id, a.name, a.description, a.owner_id, v.version, v.config, v.note, v.created_by, v.created_at,
          a.latest_version, a.revision, a.created_at, a.updated_at, a.deleted_at
        FROM agents a JOIN agent_versions v ON v.agent_id = a.id AND v.version = a.active_version
        WHERE a.id = @id
        """,
        static row => new StoredAgent(
            row.String(),
            row.String(),
            row.StringOrNull(),
            row.String(),
            new AgentVersion(
                row.Int32(), StoredJson.Read<AgentConfig>(row.String()), row.StringOrNull(), row.String(), row.Time(), IsActive: true),
            row.Int32(),
            row.Int64(),
            row.Time(),
            row.Time(),
            row.TimeOrNull()),
        ("@id", agentId));

    public static ValueTask<int> AddVersionAsync(
        ISqlSession session, string agentId, int version, AgentConfig config, string? note, string author, DateTimeOffset at) =>
        session.ExecuteAsync(
            """
            INSERT INTO agent_versions (agent_id, version, config, note, created_by, created_at)
            VALUES (@agent, @version, @config, @note, @author, @at)
            """,
            ("@agent", agentId),
            ("@version", version),
            ("@config", StoredJson.Write(config)),
            ("@note", note),
            ("@author", author),
            ("@at", at));

    /// <summary>
    /// Whether the agent lives, and goes on living until this transaction ends: what is added to an agent must not slip in
    /// behind its deletion.
    /// </summary>
    public static async ValueTask<bool> HoldAsync(ISqlSession session, string agentId) =>
        await session.Int64Async(
            session.Dialect == SqlDialect.Postgres
                ? "SELECT 1 FROM agents WHERE id = @id AND deleted_at IS NULL FOR SHARE"
                : "SELECT 1 FROM agents WHERE id = @id AND deleted_at IS NULL",
            ("@id", agentId)) is not null;

    /// <summary>Why an update that names a revision changed nothing.</summary>
    public static async ValueTask<Failure> RefusalAsync(ISqlSession session, string agentId)
    {
        var agent = await FindAsync(session, agentId);
        return agent is null or { DeletedAt: not null }
            ? NotFound
            : SqlDatabaseExtensions.Stale("agent", agent.LatestVersion);
    }
}
