using System.Collections.Concurrent;
using System.Security.Cryptography;
using AgentGrid.Storage.Blobs;

namespace AgentGrid.Grains.Tests.Knowledge.Doubles;

/// <summary>Bytes in memory; its streams are no files, so readers need a copy on disk.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private int _count;

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public async Task<Outcome<StoredBlob>> ReceiveAsync(Stream content, long maxBytes, CancellationToken cancellationToken = default)
    {
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        return Put(bytes.ToArray());
    }

    public Task PublishAsync(IReadOnlyCollection<string> names) => Task.CompletedTask;

    public StoredBlob Put(byte[] bytes)
    {
        var name = $"blob{Interlocked.Increment(ref _count)}";
        Blobs[name] = bytes;
        return new StoredBlob(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(Blobs.TryGetValue(name, out var bytes) ? new MemoryStream(bytes, writable: false) : null);

    public Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        Blobs.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<BlobEntry> ListAsync(CancellationToken cancellationToken = default) =>
        Blobs.Select(blob => new BlobEntry(blob.Key, blob.Value.Length, default)).ToAsyncEnumerable();
}
