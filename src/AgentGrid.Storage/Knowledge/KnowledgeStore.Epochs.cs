using System.Collections.Immutable;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

/// <summary>The change of an agent from one embedding space to another.</summary>
internal sealed partial class KnowledgeStore : IKnowledgeEpochStore
{
    // A ready file is not behind when its live vectors, or the ones built beside them, are the target's.
    private const string IsBehind =
        "status = 'ready' AND COALESCE(vectors, '') <> @target AND COALESCE(built_vectors, '') <> @target";

    public ValueTask<StoredEpoch?> FindEpochAsync(string agentId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindEpochAsync(session, agentId), cancellationToken);

    public ValueTask<KnowledgeStatus> GetStatusAsync(string agentId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            async session =>
            {
                var epoch = await FindEpochAsync(session, agentId);
                var target = epoch?.Target?.ToString() ?? "";
                var counts = await session.QueryAsync(
                    """
                    SELECT COUNT(*), COALESCE(SUM(CASE WHEN status = 'ready' THEN 1 ELSE 0 END), 0),
                      COALESCE(SUM(CASE WHEN status = 'ready' THEN chunks ELSE 0 END), 0),
                      COALESCE(SUM(CASE WHEN status = 'ready' AND (vectors = @target OR built_vectors = @target) THEN 1 ELSE 0 END), 0)
                    FROM knowledge_files WHERE agent_id = @agent AND status <> 'deleting'
                    """,
                    static row => (Files: row.Int32(), Ready: row.Int32(), Chunks: row.Int64(), Built: row.Int32()),
                    ("@target", target),
                    ("@agent", agentId));
                var (files, ready, chunks, built) = counts[0];
                var rebuild = epoch?.Target is { } space ? new EmbeddingRebuild(space, ready, built, epoch.Error) : null;
                return new KnowledgeStatus(files, ready, chunks, epoch?.Serving, rebuild);
            },
            cancellationToken);

    public async ValueTask<ImmutableArray<string>> ListAgentsToChangeAsync(
        EmbeddingSpace configured, string? afterAgentId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT agent_id FROM knowledge_epochs
                WHERE agent_id > @after AND (serving <> @configured OR target IS NOT NULL) ORDER BY agent_id LIMIT @limit
                """,
                static row => row.String(),
                ("@after", afterAgentId ?? ""),
                ("@configured", configured.ToString()),
                ("@limit", limit)),
            cancellationToken)];

    public ValueTask<bool> BeginChangeAsync(
        string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        UpdateEpochAsync(
            "UPDATE knowledge_epochs SET target = @target, error_code = NULL, error_message = NULL, updated_at = @now WHERE agent_id = @agent",
            [("@target", target.ToString()), ("@now", now), ("@agent", agentId)],
            cancellationToken);

    public ValueTask<bool> NoteErrorAsync(
        string agentId, FileError error, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        UpdateEpochAsync(
            "UPDATE knowledge_epochs SET error_code = @code, error_message = @message, updated_at = @now WHERE agent_id = @agent",
            [("@code", error.Code), ("@message", error.Message), ("@now", now), ("@agent", agentId)],
            cancellationToken);

    public async ValueTask<ImmutableArray<string>> ListFilesToBuildAsync(
        string agentId, EmbeddingSpace target, string? afterFileId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT id FROM knowledge_files WHERE agent_id = @agent AND {IsBehind} AND id > @after ORDER BY id LIMIT @limit",
                static row => row.String(),
                ("@agent", agentId),
                ("@target", target.ToString()),
                ("@after", afterFileId ?? ""),
                ("@limit", limit)),
            cancellationToken)];

    public ValueTask<bool> SwitchAsync(
        string agentId, EmbeddingSpace target, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                (string, object?)[] parameters = [("@agent", agentId), ("@target", target.ToString())];
                if (await session.Int64Async($"SELECT 1 FROM knowledge_files WHERE agent_id = @agent AND {IsBehind} LIMIT 1", parameters) is not null)
                {
                    return false;
                }

                await session.ExecuteAsync(
                    """
                    UPDATE knowledge_files SET epoch = building_epoch, vectors = built_vectors, building_epoch = NULL,
                      built_vectors = NULL, checkpoint = NULL, revision = revision + 1
                    WHERE agent_id = @agent AND status = 'ready' AND built_vectors = @target AND COALESCE(vectors, '') <> @target
                    """,
                    parameters);
                return await session.ExecuteAsync(
                    "UPDATE knowledge_epochs SET serving = @target, updated_at = @now WHERE agent_id = @agent",
                    [.. parameters, ("@now", now)]) > 0;
            },
            cancellationToken);

    public async ValueTask<ImmutableArray<string>> ListFilesToTidyAsync(
        string agentId, string? afterFileId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                """
                SELECT f.id FROM knowledge_files f WHERE f.agent_id = @agent AND f.status = 'ready' AND f.id > @after AND (
                  f.building_epoch IS NOT NULL
                  OR EXISTS (SELECT 1 FROM knowledge_chunks c WHERE c.file_id = f.id AND c.epoch < f.epoch)
                  OR EXISTS (SELECT 1 FROM knowledge_chunks c WHERE c.file_id = f.id AND c.epoch > f.epoch))
                ORDER BY f.id LIMIT @limit
                """,
                static row => row.String(),
                ("@agent", agentId),
                ("@after", afterFileId ?? ""),
                ("@limit", limit)),
            cancellationToken)];

    public ValueTask<bool> EndChangeAsync(string agentId, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        UpdateEpochAsync(
            "UPDATE knowledge_epochs SET target = NULL, error_code = NULL, error_message = NULL, updated_at = @now WHERE agent_id = @agent",
            [("@now", now), ("@agent", agentId)],
            cancellationToken);

    private static ValueTask<StoredEpoch?> FindEpochAsync(ISqlSession session, string agentId) => session.FirstAsync(
        "SELECT agent_id, serving, target, error_code, error_message FROM knowledge_epochs WHERE agent_id = @agent",
        static row =>
        {
            var (id, serving, target) = (row.String(), row.String(), row.StringOrNull());
            var (code, message) = (row.StringOrNull(), row.StringOrNull());
            return new StoredEpoch(
                id, EmbeddingSpace.Parse(serving), target is null ? null : EmbeddingSpace.Parse(target),
                code is null ? null : new FileError(code, message ?? ""));
        },
        ("@agent", agentId));

    private async ValueTask<bool> UpdateEpochAsync(string sql, (string, object?)[] parameters, CancellationToken cancellationToken) =>
        await database.WriteAsync(session => session.ExecuteAsync(sql, parameters), cancellationToken) > 0;
}
