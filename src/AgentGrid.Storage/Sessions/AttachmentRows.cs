using System.Collections.Immutable;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

/// <summary>Statements on <c>message_attachments</c>.</summary>
internal static class AttachmentRows
{
    private const string Columns = "id, media_type, name, size, sha256, url, blob_name";

    public static async ValueTask AddAsync(ISqlSession session, string sessionId, string turnId, ImmutableArray<AttachedImage> images)
    {
        foreach (var (ordinal, image) in images.Index())
        {
            await session.ExecuteAsync(
                $"""
                INSERT INTO message_attachments (session_id, turn_id, ordinal, {Columns})
                VALUES (@session, @turn, @ordinal, @id, @type, @name, @size, @hash, @url, @blob)
                """,
                ("@session", sessionId),
                ("@turn", turnId),
                ("@ordinal", ordinal),
                ("@id", image.Attachment.Id),
                ("@type", image.Attachment.MediaType),
                ("@name", image.Attachment.Name),
                ("@size", image.Attachment.Size),
                ("@hash", image.Attachment.Sha256),
                ("@url", image.Attachment.Url),
                ("@blob", image.Blob));
        }
    }

    public static async ValueTask<ImmutableArray<AttachedImage>> ListAsync(ISqlSession session, string sessionId, string? turnId = null) =>
        [.. await session.QueryAsync(
            $"""
            SELECT {Columns} FROM message_attachments
            WHERE session_id = @session{(turnId is null ? "" : " AND turn_id = @turn")} ORDER BY turn_id, ordinal
            """,
            Read,
            turnId is null ? [("@session", sessionId)] : [("@session", sessionId), ("@turn", turnId)])];

    public static ValueTask<AttachedImage?> FindAsync(ISqlSession session, string sessionId, string id) => session.FirstAsync(
        $"SELECT {Columns} FROM message_attachments WHERE id = @id AND session_id = @session",
        Read,
        ("@id", id),
        ("@session", sessionId));

    public static ValueTask<int> DeleteAsync(ISqlSession session, string sessionId) =>
        session.ExecuteAsync("DELETE FROM message_attachments WHERE session_id = @session", ("@session", sessionId));

    private static AttachedImage Read(SqlRow row) => new(
        new Attachment(row.String(), row.String(), row.StringOrNull(), row.Int64(), row.String(), row.String()), row.String());
}
