using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

internal sealed partial class KnowledgeStore
{
    private const int ReadStep = 256;
    private const int DeleteStep = 500;
    private const int RangesAStatement = 50;

    // Of a chunk beside the live epoch. Whoever changes an agent's vectors removes the old ones when no index shows them any more.
    private const string IsLeftOver =
        """
        f.updated_at < @before AND c.epoch <> COALESCE(f.building_epoch, f.epoch)
        AND NOT EXISTS (SELECT 1 FROM knowledge_epochs e WHERE e.agent_id = f.agent_id AND e.target IS NOT NULL)
        """;

    public ValueTask<Outcome<StoredFile>> AppendChunksAsync(
        StoredFile file, IReadOnlyList<StoredChunk> chunks, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredFile>(
            async session =>
            {
                if (await FileRows.UpdateAsync(session, file) == 0)
                {
                    var current = await FileRows.FindAsync(session, file.File.Id);
                    return current is null ? FileRows.NotFound : SqlDatabaseExtensions.Stale("file", current.Revision);
                }

                foreach (var chunk in chunks)
                {
                    await ChunkRows.AddAsync(session, chunk);
                }

                if (file is { Vectors: { } vectors, File.Status: FileStatus.Ready })
                {
                    // The agent's first ready file says which vectors serve it.
                    await session.ExecuteAsync(
                        """
                        INSERT INTO knowledge_epochs (agent_id, serving, updated_at) VALUES (@agent, @serving, @now)
                        ON CONFLICT DO NOTHING
                        """,
                        ("@agent", file.File.AgentId),
                        ("@serving", vectors.ToString()),
                        ("@now", file.File.UpdatedAt));
                }

                return file with { Revision = file.Revision + 1 };
            },
            cancellationToken);

    public async ValueTask<Outcome<Page<KnowledgeChunk>>> ListChunksAsync(
        string fileId, PageRequest page, CancellationToken cancellationToken = default)
    {
        if (!PageCursor.TryRead(page, PageCursor.Lowest, out var after))
        {
            return PageCursor.Invalid;
        }

        var limit = PageCursor.Limit(page);
        var rows = await database.ReadAsync(
            session => session.QueryAsync(
                $"""
                SELECT {ChunkRows.Columns} FROM knowledge_files f
                JOIN knowledge_chunks c ON c.file_id = f.id AND c.epoch = f.epoch
                WHERE f.id = @file AND c.ordinal > @after ORDER BY c.ordinal LIMIT @limit
                """,
                ChunkRows.Read,
                ("@file", fileId),
                ("@after", after.Key),
                ("@limit", limit + 1)),
            cancellationToken);
        return PageCursor.Page(
            rows,
            limit,
            static row => new KnowledgeChunk(
                row.Id, row.Ordinal, row.Text, row.Heading, row.Page, row.StartOffset, row.EndOffset),
            static row => new PageCursor(row.Ordinal, ""));
    }

    public async IAsyncEnumerable<StoredChunk> ReadFileChunksAsync(
        string fileId, int epoch, int fromOrdinal = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<StoredChunk> batch;
        do
        {
            var next = fromOrdinal;
            batch = await database.ReadAsync(
                session => ChunkRows.ReadAsync(session, fileId, epoch, next, ReadStep), cancellationToken);
            foreach (var chunk in batch)
            {
                yield return chunk;
                fromOrdinal = chunk.Ordinal + 1;
            }
        }
        while (batch.Count == ReadStep);
    }

    public async ValueTask<ImmutableArray<FilePassage>> FindPassagesAsync(
        IReadOnlyList<ChunkRange> ranges, CancellationToken cancellationToken = default)
    {
        var found = ImmutableArray.CreateBuilder<FilePassage>();
        foreach (var step in ranges.Chunk(RangesAStatement))
        {
            found.AddRange(await database.ReadAsync(session => ChunkRows.ReadPassagesAsync(session, step), cancellationToken));
        }

        return found.ToImmutable();
    }

    public ValueTask<int> DeleteChunksAsync(
        string fileId, int? keepEpoch = null, bool keepVectors = false, CancellationToken cancellationToken = default) =>
        InStepsAsync(session => FileRows.DeleteChunksAsync(session, fileId, keepEpoch, keepVectors, DeleteStep), cancellationToken);

    public ValueTask<int> DeleteUnusedVectorsAsync(string fileId, CancellationToken cancellationToken = default) =>
        InStepsAsync(session => FileRows.DeleteVectorsAsync(session, fileId, DeleteStep), cancellationToken);

    public ValueTask<int> DeleteOrphanChunksAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            session => session.ExecuteAsync(
                $"""
                DELETE FROM knowledge_chunks WHERE (file_id, epoch, ordinal) IN (
                  SELECT file_id, epoch, ordinal FROM (
                    SELECT c.file_id, c.epoch, c.ordinal FROM knowledge_chunks c
                    WHERE NOT EXISTS (SELECT 1 FROM knowledge_files f WHERE f.id = c.file_id)
                    UNION ALL SELECT c.file_id, c.epoch, c.ordinal FROM knowledge_files f
                    JOIN knowledge_chunks c ON c.file_id = f.id AND c.epoch < f.epoch WHERE {IsLeftOver}
                    UNION ALL SELECT c.file_id, c.epoch, c.ordinal FROM knowledge_files f
                    JOIN knowledge_chunks c ON c.file_id = f.id AND c.epoch > f.epoch WHERE {IsLeftOver}) orphan
                  LIMIT @limit)
                """,
                ("@before", before),
                ("@limit", limit)),
            cancellationToken);

    private async ValueTask<int> InStepsAsync(Func<ISqlSession, ValueTask<int>> remove, CancellationToken cancellationToken)
    {
        var total = 0;
        int removed;
        do
        {
            removed = await database.WriteAsync(remove, cancellationToken);
            total += removed;
        }
        while (removed == DeleteStep);
        return total;
    }
}
