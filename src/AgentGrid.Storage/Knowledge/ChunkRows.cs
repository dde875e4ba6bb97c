using AgentGrid.Knowledge;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

/// <summary>Statements that read and add <c>knowledge_chunks</c>.</summary>
internal static class ChunkRows
{
    public const string Columns = """
        c.file_id, c.epoch, c.ordinal, c.text, c.heading, c.page, c.start_offset, c.end_offset, c.content_hash, c.embedding,
        c.embedding_model, c.dimensions, c.index_text, c.embedded_hash, c.places
        """;

    public static ValueTask<int> AddAsync(ISqlSession session, StoredChunk chunk) => session.ExecuteAsync(
        """
        INSERT INTO knowledge_chunks (file_id, epoch, ordinal, text, heading, page, start_offset, end_offset, content_hash,
          embedding, embedding_model, dimensions, index_text, embedded_hash, places)
        VALUES (@file, @epoch, @ordinal, @text, @heading, @page, @start, @end, @hash, @embedding, @model, @dimensions, @index, @cached, @places)
        ON CONFLICT DO NOTHING
        """,
        ("@file", chunk.FileId),
        ("@epoch", chunk.Epoch),
        ("@ordinal", chunk.Ordinal),
        ("@text", chunk.Text),
        ("@heading", chunk.Heading),
        ("@page", chunk.Page),
        ("@start", chunk.StartOffset),
        ("@end", chunk.EndOffset),
        ("@hash", chunk.ContentHash),
        ("@embedding", chunk.Embedding),
        ("@model", chunk.EmbeddingModel),
        ("@dimensions", chunk.Dimensions),
        ("@index", chunk.IndexText),
        ("@cached", chunk.EmbeddedHash),
        ("@places", chunk.Places));

    public static ValueTask<List<StoredChunk>> ReadAsync(
        ISqlSession session, string fileId, int epoch, int fromOrdinal, int limit) =>
        session.QueryAsync(
            $"""
            SELECT {Columns} FROM knowledge_chunks c
            WHERE c.file_id = @file AND c.epoch = @epoch AND c.ordinal >= @from ORDER BY c.ordinal LIMIT @limit
            """,
            Read,
            ("@file", fileId),
            ("@epoch", epoch),
            ("@from", fromOrdinal),
            ("@limit", limit));

    public static ValueTask<List<FilePassage>> ReadPassagesAsync(ISqlSession session, IReadOnlyList<ChunkRange> ranges)
    {
        var parameters = new (string, object?)[ranges.Count * 4];
        for (var i = 0; i < ranges.Count; i++)
        {
            parameters[i * 4] = ($"@file{i}", ranges[i].FileId);
            parameters[(i * 4) + 1] = ($"@epoch{i}", ranges[i].Epoch);
            parameters[(i * 4) + 2] = ($"@from{i}", ranges[i].From);
            parameters[(i * 4) + 3] = ($"@through{i}", ranges[i].Through);
        }

        // A union of key ranges: each is one seek in the primary key, whatever the planner makes of OR.
        var statement = string.Join(" UNION ALL ", Enumerable.Range(0, ranges.Count).Select(i =>
            $"""
            SELECT {i} AS part, file_id, epoch, ordinal, text, heading, page, start_offset, end_offset, places FROM knowledge_chunks
            WHERE file_id = @file{i} AND epoch = @epoch{i} AND ordinal BETWEEN @from{i} AND @through{i}
            """));
        return session.QueryAsync($"{statement} ORDER BY part, ordinal", ReadPassage, parameters);
    }

    private static FilePassage ReadPassage(SqlRow row)
    {
        row.Int32();
        var (fileId, epoch, ordinal) = (row.String(), row.Int32(), row.Int32());
        var chunk = new KnowledgeChunk(
            ChunkIds.Of(fileId, epoch, ordinal), ordinal, row.String(), row.StringOrNull(), row.Int32OrNull(), row.Int64(), row.Int64());
        return new FilePassage(fileId, chunk, row.StringOrNull());
    }

    public static StoredChunk Read(SqlRow row) => new(
        row.String(),
        row.Int32(),
        row.Int32(),
        row.String(),
        row.StringOrNull(),
        row.Int32OrNull(),
        row.Int64(),
        row.Int64(),
        row.String(),
        row.BytesOrNull(),
        row.StringOrNull(),
        row.Int32(),
        row.StringOrNull(),
        row.StringOrNull(),
        row.StringOrNull());
}
