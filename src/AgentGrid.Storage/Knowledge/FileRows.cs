using AgentGrid.Knowledge;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Knowledge;

/// <summary>Statements on <c>knowledge_files</c> and <c>knowledge_chunks</c> that several operations share.</summary>
internal static class FileRows
{
    public const string Columns = """
        id, agent_id, name, size, content_type, sha256, status, stage, progress, chunks, pages, error_code, error_message,
        attempts, created_at, updated_at, user_id, blob_name, epoch, building_epoch, checkpoint, vectors,
        built_vectors, paused, revision
        """;

    public static readonly Failure NotFound = Failure.NotFound(FailureCodes.FileNotFound, "There is no such file.");

    public static ValueTask<StoredFile?> FindAsync(ISqlSession session, string fileId) =>
        session.FirstAsync($"SELECT {Columns} FROM knowledge_files WHERE id = @id", Read, ("@id", fileId));

    public static ValueTask<int> AddAsync(ISqlSession session, StoredFile file) => session.ExecuteAsync(
        $"""
        INSERT INTO knowledge_files ({Columns})
        VALUES (@id, @agent, @name, @size, @type, @sha, @status, @stage, @progress, @chunks, @pages, @error, @message,
          @attempts, @created, @updated, @user, @blob, @epoch, @building, @checkpoint, @vectors, @built, @paused, 1)
        ON CONFLICT DO NOTHING
        """,
        [
            .. Changing(file),
            ("@agent", file.File.AgentId),
            ("@name", file.File.Name),
            ("@size", file.File.Size),
            ("@sha", file.File.Sha256),
            ("@created", file.File.CreatedAt),
            ("@user", file.UserId),
            ("@blob", file.BlobName),
        ]);

    /// <returns>0 when the file is gone or the revision stale.</returns>
    public static ValueTask<int> UpdateAsync(ISqlSession session, StoredFile file) => session.ExecuteAsync(
        """
        UPDATE knowledge_files SET content_type = @type, status = @status, stage = @stage, progress = @progress,
          chunks = @chunks, pages = @pages, error_code = @error, error_message = @message, attempts = @attempts,
          updated_at = @updated, epoch = @epoch, building_epoch = @building,
          checkpoint = @checkpoint, vectors = @vectors, built_vectors = @built, paused = @paused, revision = revision + 1
        WHERE id = @id AND revision = @revision
        """,
        [.. Changing(file), ("@revision", file.Revision)]);

    public static ValueTask<int> DeleteAsync(ISqlSession session, string fileId) =>
        session.ExecuteAsync("DELETE FROM knowledge_files WHERE id = @id", ("@id", fileId));

    /// <summary>
    /// Removes up to <paramref name="limit"/> chunks of a file, but those of one epoch, and, unless they are to stay, the cached
    /// vectors that only they use.
    /// </summary>
    public static async ValueTask<int> DeleteChunksAsync(ISqlSession session, string fileId, int? keepEpoch, bool keepVectors, int limit)
    {
        (string, object?)[] parameters = [("@file", fileId), ("@keep", keepEpoch ?? -1), ("@limit", limit)];
        if (!keepVectors)
        {
            await session.ExecuteAsync(
                """
                DELETE FROM embedding_cache WHERE content_hash IN (
                  SELECT gone.embedded_hash FROM (
                    SELECT embedded_hash FROM knowledge_chunks WHERE file_id = @file AND epoch <> @keep ORDER BY epoch, ordinal LIMIT @limit) gone
                  WHERE gone.embedded_hash IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM knowledge_chunks other
                    WHERE other.embedded_hash = gone.embedded_hash AND NOT (other.file_id = @file AND other.epoch <> @keep)))
                """,
                parameters);
        }

        return await session.ExecuteAsync(
            """
            DELETE FROM knowledge_chunks WHERE file_id = @file AND (epoch, ordinal) IN (
              SELECT epoch, ordinal FROM knowledge_chunks WHERE file_id = @file AND epoch <> @keep ORDER BY epoch, ordinal LIMIT @limit)
            """,
            parameters);
    }

    /// <summary>Removes up to <paramref name="limit"/> cached vectors that were bought for a file and that no chunk has.</summary>
    public static ValueTask<int> DeleteVectorsAsync(ISqlSession session, string fileId, int limit) => session.ExecuteAsync(
        """
        DELETE FROM embedding_cache WHERE (model, content_hash) IN (
          SELECT e.model, e.content_hash FROM embedding_cache e
          WHERE e.file_id = @file AND NOT EXISTS (SELECT 1 FROM knowledge_chunks c WHERE c.embedded_hash = e.content_hash) LIMIT @limit)
        """,
        ("@file", fileId),
        ("@limit", limit));

    public static StoredFile Read(SqlRow row)
    {
        var file = new KnowledgeFile(
            row.String(),
            row.String(),
            row.String(),
            row.Int64(),
            row.String(),
            row.String(),
            EnumText<FileStatus>.Parse(row.String()),
            EnumText<FileStage>.Parse(row.String()),
            row.Double(),
            row.Int32(),
            row.Int32OrNull(),
            Error(row.StringOrNull(), row.StringOrNull()),
            row.Int32(),
            row.Time(),
            row.Time());
        var stored = new StoredFile(
            file,
            row.String(),
            row.String(),
            row.Int32(),
            row.Int32OrNull(),
            row.StringOrNull(),
            Space(row.StringOrNull()),
            Space(row.StringOrNull()));
        return stored with { File = file with { Paused = row.Bool() }, Revision = row.Int64() };
    }

    private static FileError? Error(string? code, string? message) =>
        code is null ? null : new FileError(code, message ?? "");

    private static EmbeddingSpace? Space(string? text) => text is null ? null : EmbeddingSpace.Parse(text);

    private static (string, object?)[] Changing(StoredFile file) =>
    [
        ("@id", file.File.Id),
        ("@type", file.File.ContentType),
        ("@status", EnumText<FileStatus>.Of(file.File.Status)),
        ("@stage", EnumText<FileStage>.Of(file.File.Stage)),
        ("@progress", file.File.Progress),
        ("@chunks", file.File.Chunks),
        ("@pages", file.File.Pages),
        ("@error", file.File.Error?.Code),
        ("@message", file.File.Error?.Message),
        ("@attempts", file.File.Attempts),
        ("@updated", file.File.UpdatedAt),
        ("@epoch", file.Epoch),
        ("@building", file.BuildingEpoch),
        ("@checkpoint", file.Checkpoint),
        ("@vectors", file.Vectors?.ToString()),
        ("@built", file.Built?.ToString()),
        ("@paused", file.File.Paused),
    ];
}
