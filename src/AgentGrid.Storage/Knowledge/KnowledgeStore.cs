using System.Collections.Immutable;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

/// <summary>Files; chunks and epochs are in files of their own.</summary>
internal sealed partial class KnowledgeStore(ISqlDatabase database) : IKnowledgeStore
{
    public ValueTask<Outcome<CreatedFile>> CreateFileAsync(StoredFile file, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<CreatedFile>(
            async session =>
            {
                if (!await AgentRows.HoldAsync(session, file.File.AgentId))
                {
                    return AgentRows.NotFound;
                }

                if (await FileRows.AddAsync(session, file) > 0)
                {
                    return new CreatedFile(file with { Revision = 1 }, Duplicate: false);
                }

                // The same id is the same upload repeated; otherwise the same bytes under another id are in the way.
                var existing = await FileRows.FindAsync(session, file.File.Id);
                if (existing is not null)
                {
                    return new CreatedFile(existing, Duplicate: false);
                }

                existing = await session.FirstAsync(
                    $"""
                    SELECT {FileRows.Columns} FROM knowledge_files
                    WHERE agent_id = @agent AND sha256 = @sha AND status <> 'deleting'
                    """,
                    FileRows.Read,
                    ("@agent", file.File.AgentId),
                    ("@sha", file.File.Sha256));
                return existing is null
                    ? throw new StorageUnavailableException("The same file is being deleted at this moment. Try again.")
                    : new CreatedFile(existing, Duplicate: true);
            },
            cancellationToken);

    public ValueTask<StoredFile?> FindFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FileRows.FindAsync(session, fileId), cancellationToken);

    public ValueTask<Outcome<StoredFile>> UpdateFileAsync(StoredFile file, CancellationToken cancellationToken = default) =>
        AppendChunksAsync(file, [], cancellationToken);

    public async ValueTask<Outcome<Page<KnowledgeFile>>> ListFilesAsync(
        string agentId, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Highest, out var before))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {FileRows.Columns} FROM knowledge_files
                WHERE agent_id = @agent AND status <> 'deleting' AND (created_at, id) < (@at, @id)
                ORDER BY created_at DESC, id DESC LIMIT @limit
                """,
                FileRows.Read,
                ("@agent", agentId),
                ("@at", before.Key),
                ("@id", before.Id),
                ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(
            rows,
            limit,
            static row => row.File,
            static row => new PageCursor(row.File.CreatedAt.ToUnixTimeMilliseconds(), row.File.Id));
    }

    public async ValueTask<ImmutableArray<StoredFile>> ListUnfinishedFilesAsync(
        string? afterId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {FileRows.Columns} FROM knowledge_files
                WHERE status IN ('queued', 'processing', 'deleting') AND (paused = 0 OR status = 'deleting') AND id > @after ORDER BY id LIMIT @limit
                """,
                FileRows.Read,
                ("@after", afterId ?? ""),
                ("@limit", limit)),
            cancellationToken)];

    public async ValueTask<ImmutableArray<StoredFile>> ListAgentFilesAsync(
        string agentId, string? afterId, int limit, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {FileRows.Columns} FROM knowledge_files
                WHERE agent_id = @agent AND id > @after ORDER BY id LIMIT @limit
                """,
                FileRows.Read,
                ("@agent", agentId),
                ("@after", afterId ?? ""),
                ("@limit", limit)),
            cancellationToken)];

    public async ValueTask<bool> HasReadyFilesAsync(string agentId, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            session => session.Int64Async(
                "SELECT 1 FROM knowledge_files WHERE agent_id = @agent AND epoch > 0 AND status <> 'deleting' LIMIT 1",
                ("@agent", agentId)),
            cancellationToken) is not null;

    public async ValueTask<bool> DeleteFileAsync(string fileId, CancellationToken cancellationToken = default)
    {
        await DeleteChunksAsync(fileId, cancellationToken: cancellationToken);
        await DeleteUnusedVectorsAsync(fileId, cancellationToken);
        return await database.WriteAsync(
            async session =>
            {
                await FileRows.DeleteChunksAsync(session, fileId, null, keepVectors: false, int.MaxValue);
                await FileRows.DeleteVectorsAsync(session, fileId, int.MaxValue);
                return await FileRows.DeleteAsync(session, fileId);
            },
            cancellationToken) > 0;
    }

    public async ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(
        IReadOnlyList<string> blobNames, CancellationToken cancellationToken = default)
    {
        return [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT blob_name FROM knowledge_files WHERE blob_name {SqlLists.In(session.Dialect, "@names")}",
                static row => row.String(),
                ("@names", SqlLists.Value(session.Dialect, blobNames))),
            cancellationToken)];
    }
}
