using System.Collections.Immutable;
using AgentGrid.Core.Sessions.Images;
using AgentGrid.Sessions;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>Keeps and reads the images of a session's messages.</summary>
internal sealed class TurnImages(ISessionStore store, IBlobStore blobs)
{
    /// <summary>
    /// The bytes of a message's images, and of the newest of those before it, by attachment id. An image whose blob is gone is
    /// left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> LoadAsync(
        string sessionId, ImmutableArray<Attachment> own, ImmutableArray<SessionMessage> history)
    {
        var wanted = new List<Attachment>(own);
        var room = ImageLimits.MaxEarlierBytes;
        foreach (var earlier in history.Reverse().SelectMany(message => message.Attachments).Take(ImageLimits.MaxEarlierImages))
        {
            room -= (int)earlier.Size;
            if (room < 0)
            {
                break;
            }

            wanted.Add(earlier);
        }

        if (wanted.Count == 0)
        {
            return ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;
        }

        var stored = (await store.ListAttachmentsAsync(sessionId)).ToDictionary(image => image.Attachment.Id, image => image.Blob);
        var images = new Dictionary<string, ReadOnlyMemory<byte>>(wanted.Count, StringComparer.Ordinal);
        foreach (var attachment in wanted)
        {
            if (stored.TryGetValue(attachment.Id, out var blob) && await blobs.OpenReadAsync(blob) is { } content)
            {
                await using (content)
                {
                    var bytes = new byte[attachment.Size];
                    await content.ReadExactlyAsync(bytes);
                    images[attachment.Id] = bytes;
                }
            }
        }

        return images;
    }

    /// <summary>Removes what a session's messages brought. Before the session itself, which knows where it is.</summary>
    public async Task DeleteAsync(string sessionId)
    {
        foreach (var image in await store.ListAttachmentsAsync(sessionId))
        {
            await blobs.DeleteAsync(image.Blob);
        }
    }
}
