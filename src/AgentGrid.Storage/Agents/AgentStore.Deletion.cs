using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Agents;

internal sealed partial class AgentStore
{
    private const string ReceiptColumns = "id, agent_id, requested_at, completed_at, requested_by";

    public ValueTask<Outcome<DeletionReceipt>> DeleteAsync(
        string agentId, string receiptId, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<DeletionReceipt>(
            async session =>
            {
                var begun = await session.ExecuteAsync(
                    "UPDATE agents SET deleted_at = @at, revision = revision + 1 WHERE id = @id AND deleted_at IS NULL",
                    ("@at", audit.CreatedAt),
                    ("@id", agentId));
                if (begun > 0)
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO deletion_receipts (id, agent_id, requested_by, requested_at) VALUES (@id, @agent, @by, @at)
                        """,
                        ("@id", receiptId),
                        ("@agent", agentId),
                        ("@by", audit.UserId ?? ""),
                        ("@at", audit.CreatedAt));
                    await AuditStore.AddAsync(session, audit);
                }

                var deletion = await session.FirstAsync(
                    $"SELECT {ReceiptColumns} FROM deletion_receipts WHERE agent_id = @agent", ReadDeletion, ("@agent", agentId));
                return deletion is null ? AgentRows.NotFound : deletion.Receipt;
            },
            cancellationToken);

    public ValueTask<AgentPurge> PurgeAsync(
        string agentId, int maxRows, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.Int64Async(
                    "SELECT 1 FROM deletion_receipts WHERE agent_id = @agent AND completed_at IS NULL", ("@agent", agentId)) is null)
                {
                    return new AgentPurge(0, [], Finished: true);
                }

                return await PurgeSessionsAsync(session, agentId, maxRows)
                    ?? await PurgeFilesAsync(session, agentId, maxRows)
                    ?? await FinishAsync(session, agentId, now);
            },
            cancellationToken);

    public ValueTask<AgentDeletion?> FindDeletionAsync(string receiptId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {ReceiptColumns} FROM deletion_receipts WHERE id = @id", ReadDeletion, ("@id", receiptId)),
            cancellationToken);

    public async ValueTask<ImmutableArray<DeletionReceipt>> ListUnfinishedDeletionsAsync(
        CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT {ReceiptColumns} FROM deletion_receipts WHERE completed_at IS NULL ORDER BY requested_at",
                static row => ReadDeletion(row).Receipt),
            cancellationToken)];

    private static async ValueTask<AgentPurge?> PurgeSessionsAsync(ISqlSession session, string agentId, int maxRows)
    {
        var id = await session.FirstAsync(
            "SELECT id FROM chat_sessions WHERE agent_id = @agent LIMIT 1", static row => row.String(), ("@agent", agentId));
        if (id is null)
        {
            return null;
        }

        var images = await AttachmentRows.ListAsync(session, id);
        return new AgentPurge(
            await SessionRows.PurgeAsync(session, id, maxRows), [.. images.Select(image => image.Blob)], Finished: false);
    }

    private static async ValueTask<AgentPurge?> PurgeFilesAsync(ISqlSession session, string agentId, int maxRows)
    {
        var file = await session.FirstAsync(
            $"SELECT {FileRows.Columns} FROM knowledge_files WHERE agent_id = @agent LIMIT 1", FileRows.Read, ("@agent", agentId));
        if (file is null)
        {
            return null;
        }

        var removed = await FileRows.DeleteChunksAsync(session, file.File.Id, null, keepVectors: false, maxRows);
        if (removed < maxRows)
        {
            removed += await FileRows.DeleteVectorsAsync(session, file.File.Id, maxRows - removed);
        }

        if (removed >= maxRows)
        {
            return new AgentPurge(removed, [], Finished: false);
        }

        await FileRows.DeleteAsync(session, file.File.Id);
        return new AgentPurge(removed + 1, [file.BlobName], Finished: false);
    }

    private static async ValueTask<AgentPurge> FinishAsync(ISqlSession session, string agentId, DateTimeOffset now)
    {
        var rows = 0;
        foreach (var statement in new[]
        {
            "DELETE FROM knowledge_epochs WHERE agent_id = @agent",
            "DELETE FROM agent_members WHERE agent_id = @agent",
            "DELETE FROM agent_versions WHERE agent_id = @agent",
            "DELETE FROM agents WHERE id = @agent",
        })
        {
            rows += await session.ExecuteAsync(statement, ("@agent", agentId));
        }

        await session.ExecuteAsync(
            "UPDATE deletion_receipts SET completed_at = @now WHERE agent_id = @agent", ("@now", now), ("@agent", agentId));
        return new AgentPurge(rows, [], Finished: true);
    }

    private static AgentDeletion ReadDeletion(SqlRow row)
    {
        var (id, agentId, requested, completed) = (row.String(), row.String(), row.Time(), row.TimeOrNull());
        var status = completed is null ? DeletionReceipt.Running : DeletionReceipt.Done;
        return new AgentDeletion(new DeletionReceipt(id, agentId, status, requested, completed), row.String());
    }
}
