using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AgentGrid.Core.Identifiers;
using AgentGrid.Storage.Blobs;

namespace AgentGrid.Storage.Disk;

/// <summary>
/// Blobs as files, under names of our own making only. A blob is written beside them, synced, then renamed into its folder, which
/// is synced as well.
/// </summary>
internal sealed class DiskBlobStore : IBlobStore
{
    private const int BufferSize = 128 * 1024;
    private const string IdPrefix = "blb";
    private readonly BlobLayout _layout;
    private readonly IIdGenerator _ids;

    public DiskBlobStore(string root, IIdGenerator ids)
    {
        _layout = new BlobLayout(root);
        _ids = ids;
        // The data folder is ours alone, so whatever lies here was cut off by a crash.
        if (Directory.Exists(_layout.Incoming))
        {
            Directory.Delete(_layout.Incoming, recursive: true);
        }

        Directory.CreateDirectory(_layout.Incoming);
    }

    public async Task<Outcome<StoredBlob>> ReceiveAsync(
        Stream content, long maxBytes, CancellationToken cancellationToken = default)
    {
        var name = _ids.NewId(IdPrefix);
        var temporary = _layout.ReceivedPath(name);
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

    public async Task PublishAsync(IReadOnlyCollection<string> names)
    {
        // A thread of its own: it does nothing but wait for the disk. The bytes are on their way there since they were received, so
        // the first sync commits the journal for all and the others find nothing to wait for.
        await OnOwnThread(() =>
        {
            SyncAll(names);
            MoveAll(names);
        });
    }

    public Task<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult<Stream?>(BlobLayout.IsName(name) ? Open(_layout.PathOf(name)) ?? Open(_layout.FormerPathOf(name)) : null);

    public Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (BlobLayout.IsName(name))
        {
            TryDelete(_layout.ReceivedPath(name));
            Delete(_layout.PathOf(name));
            Delete(_layout.FormerPathOf(name));
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<BlobEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var folder in _layout.Folders)
        {
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

            DiskSync.Begin(file.SafeFileHandle);
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

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Delete(string path) => OnDisk(() =>
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Never written: as good as deleted.
        }
    });

    private void SyncAll(IReadOnlyCollection<string> names) => OnDisk(() =>
    {
        foreach (var name in names)
        {
            using var file = new FileStream(
                _layout.ReceivedPath(name), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.Flush(flushToDisk: true);
        }
    });

    private void MoveAll(IReadOnlyCollection<string> names) => OnDisk(() =>
    {
        foreach (var together in names.GroupBy(name => Path.GetDirectoryName(_layout.PathOf(name))!))
        {
            if (!Directory.Exists(together.Key))
            {
                Directory.CreateDirectory(together.Key);
                DiskSync.FlushDirectory(Path.GetDirectoryName(together.Key)!);
            }

            foreach (var name in together)
            {
                File.Move(_layout.ReceivedPath(name), _layout.PathOf(name));
            }

            DiskSync.FlushDirectory(together.Key);
        }
    });

    private static Task OnOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

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
}
