using System.Collections.Immutable;
using AgentGrid.Core.Sessions.Images;
using AgentGrid.Naming;
using AgentGrid.Server.Idempotency;
using AgentGrid.Sessions;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Server.Attachments;

/// <summary>
/// Stores the bytes of a message's images before the message is accepted, so that what is accepted has them. What no message came
/// to own is removed, here or by the daily sweep.
/// </summary>
internal sealed class ImageDesk(IBlobStore blobs, ISessionStore sessions)
{
    public async Task<Outcome<ImmutableArray<AttachedImage>>> StoreAsync(
        string sessionId, ImmutableArray<ReceivedImage> images, RequestIds ids, CancellationToken cancellationToken)
    {
        var stored = ImmutableArray.CreateBuilder<AttachedImage>(images.Length);
        foreach (var (index, image) in images.Index())
        {
            var id = ids.NewId(IdPrefixes.Attachment, $"#{index}");
            if (ids.Key is not null && await sessions.FindAttachmentAsync(sessionId, id, cancellationToken) is { } known)
            {
                // The same request again: its message has this image already.
                stored.Add(known);
                continue;
            }

            using var content = new MemoryStream(image.Bytes, writable: false);
            if (!(await blobs.WriteAsync(content, ImageLimits.MaxImageBytes, cancellationToken)).TryGet(out var blob, out var failure))
            {
                return failure;
            }

            var url = $"/api/sessions/{sessionId}/attachments/{id}";
            stored.Add(new AttachedImage(new Attachment(id, image.MediaType, image.Name, blob.Size, blob.Sha256, url), blob.Name));
        }

        return stored.MoveToImmutable();
    }

    /// <summary>Removes images whose message was refused, but none that an earlier request of the same key brought.</summary>
    public async Task DiscardAsync(string sessionId, ImmutableArray<AttachedImage> images)
    {
        foreach (var image in images)
        {
            if (await sessions.FindAttachmentAsync(sessionId, image.Attachment.Id) is null)
            {
                await blobs.DeleteAsync(image.Blob);
            }
        }
    }
}
