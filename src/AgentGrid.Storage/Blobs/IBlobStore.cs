namespace AgentGrid.Storage.Blobs;

/// <summary>Immutable byte strings under opaque names. What a write gave back survives a crash; what it did not leaves nothing.</summary>
public interface IBlobStore
{
    /// <summary>
    /// Stores <paramref name="content"/> up to its end, hashing as it goes. Fails with <c>file_too_large</c> beyond
    /// <paramref name="maxBytes"/>, having read no more than a buffer beyond it.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The disk is full, or cannot be written.</exception>
    async Task<Outcome<StoredBlob>> WriteAsync(Stream content, long maxBytes, CancellationToken cancellationToken = default)
    {
        var received = await ReceiveAsync(content, maxBytes, cancellationToken);
        if (!received.TryGet(out var blob, out _))
        {
            return received;
        }

        var published = false;
        try
        {
            await PublishAsync([blob.Name]);
            published = true;
            return received;
        }
        finally
        {
            if (!published)
            {
                await DeleteAsync(blob.Name, CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// The first half of <see cref="WriteAsync"/>: takes the bytes, which a crash still loses and nobody can read yet.
    /// <see cref="PublishAsync"/> or <see cref="DeleteAsync"/> must follow.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The disk is full, or cannot be written.</exception>
    Task<Outcome<StoredBlob>> ReceiveAsync(Stream content, long maxBytes, CancellationToken cancellationToken = default);

    /// <summary>The second half, for many at once: waiting for the disk once for all is far less than once for each.</summary>
    /// <exception cref="StorageUnavailableException">Some may be published; whoever received them deletes them all.</exception>
    Task PublishAsync(IReadOnlyCollection<string> names);

    /// <summary>Opens a blob for reading; seekable. Null when there is none of that name.</summary>
    Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; harmless when it is gone.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All blobs, in no order.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken = default);
}
