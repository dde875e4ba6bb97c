using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AgentGrid.Core.Identifiers;
using AgentGrid.Storage.Blobs;

namespace AgentGrid.Storage.Disk;

/// <summary>
/// Blobs as files, under names of our own making only, spread over subfolders by the name's last two characters. A blob is
/// written beside them, synced, then renamed into place.
/// </summary>
internal sealed class DiskBlobStore : IBlobStore
{
    private const int BufferSize = 128 * 1024;
    private const int MostAtOnce = 8;
    private const string IdPrefix = "blb";
    private readonly string _root;
    private readonly string _incoming;
    private readonly IIdGenerator _ids;

    public DiskBlobStore(string root, IIdGenerator ids)
    {
        _root = root;
        _ids = ids;
        _incoming = Path.Combine(root, "incoming");
        // The data folder is ours alone, so whatever lies here was cut off by a crash.
        if (Directory.Exists(_incoming))
        {
            Directory.Delete(_incoming, recursive: true);
        }

        Directory.CreateDirectory(_incoming);
    }

    public async Task<Outcome<StoredBlob>> ReceiveAsync(
        Stream content, long maxBytes, CancellationToken cancellationToken = default)
    {
        var name = _ids.NewId(IdPrefix);
        var temporary = Incoming(name);
        var kept = false;
        try
        {
            var (size, hash) = await CopyAsync(content, temporary, maxBytes, cancellationToken);
            if (size > maxBytes)
            {
                return new Failure(
                    FailureKind.TooLarge, FailureCodes.FileTooLarge, $"A file may have at most {maxBytes} bytes.");
            }

            kept = true;
            return new StoredBlob(name, size, hash);
        }
        finally
        {
            if (!kept)
            {
                TryDelete(temporary);
            }
        }
    }

    public Task PublishAsync(IReadOnlyCollection<string> names)
    {
        // Threads of their own: they do nothing but wait for the disk, which serves several in the time of one.
        var waiting = new ConcurrentQueue<string>(names);
        return Task.WhenAll(Enumerable.Range(0, Math.Min(names.Count, MostAtOnce)).Select(_ => Task.Factory.StartNew(
            () => PublishAll(waiting), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        try
        {
            return Task.FromResult<Stream?>(path is null ? null : new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (PathOf(name) is { } path)
        {
            TryDelete(Incoming(name));
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Never written: as good as deleted.
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var folder in Directory.EnumerateDirectories(_root))
        {
            if (Path.GetFileName(folder).Length != 2)
            {
                continue;
            }

            // A folder at a time, off the caller's thread: a large store takes a while to walk.
            var entries = await Task.Run(() => Entries(folder), cancellationToken);
            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
    }

    private static List<BlobEntry> Entries(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles().Select(file =>
            new BlobEntry(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)))];

    private static async Task<(long Size, string Hash)> CopyAsync(
        Stream content, string path, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var file = Create(path);
            long size = 0;
            int read;
            while (size <= maxBytes && (read = await content.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                OnDisk(() => file.Write(buffer, 0, read));
                size += read;
            }

            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileStream Create(string path)
    {
        FileStream? file = null;
        OnDisk(() => file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0));
        return file!;
    }

    private void PublishAll(ConcurrentQueue<string> names)
    {
        while (names.TryDequeue(out var name))
        {
            Publish(Incoming(name), PathOf(name)!);
        }
    }

    private string Incoming(string name) => Path.Combine(_incoming, name);

    private static void Publish(string temporary, string path) => OnDisk(() =>
    {
        using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
        {
            file.Flush(flushToDisk: true);
        }

        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }

        File.Move(temporary, path);
        DirectorySync.Flush(folder);
    });

    private static void OnDisk(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException(
                "The blob folder cannot be written: its disk is full or protected.", exception);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next start clears the folder.
        }
    }

    /// <returns>Null when the name is none that this store makes.</returns>
    private string? PathOf(string name) =>
        name.Length is > 4 and <= 64 && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? Path.Combine(_root, name[^2..], name)
            : null;
}
