using System.Collections.Immutable;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sessions;

internal sealed partial class SessionStore
{
    public ValueTask<ImmutableArray<AttachedImage>> ListAttachmentsAsync(
        string sessionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => AttachmentRows.ListAsync(session, sessionId), cancellationToken);

    public ValueTask<AttachedImage?> FindAttachmentAsync(
        string sessionId, string attachmentId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => AttachmentRows.FindAsync(session, sessionId, attachmentId), cancellationToken);

    public async ValueTask<ImmutableHashSet<string>> FindReferencedBlobsAsync(
        IReadOnlyList<string> blobNames, CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"SELECT blob_name FROM message_attachments WHERE blob_name {SqlLists.In(session.Dialect, "@names")}",
                static row => row.String(),
                ("@names", SqlLists.Value(session.Dialect, blobNames))),
            cancellationToken)];
}
