using System.Collections.Concurrent;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// A bounded queue with asynchronous producers and one consumer that blocks its own thread: waking it takes no hop over
/// the thread pool, so a lone write costs little more than its commit.
/// </summary>
internal sealed class SqliteWriteQueue(int capacity) : IDisposable
{
    private readonly ConcurrentQueue<SqliteWrite> _items = new();
    private readonly SemaphoreSlim _room = new(capacity);
    private readonly SemaphoreSlim _ready = new(0);
    private volatile bool _closed;

    public async ValueTask EnqueueAsync(SqliteWrite item, CancellationToken cancellationToken)
    {
        if (!_room.Wait(0, CancellationToken.None))
        {
            await _room.WaitAsync(cancellationToken);
        }

        if (_closed)
        {
            _room.Release();
            throw new ObjectDisposedException(nameof(SqliteDatabase));
        }

        _items.Enqueue(item);
        _ready.Release();
        if (_closed)
        {
            // The consumer may have left between the check and the enqueue: whoever drains answers the callers.
            FailAll(new ObjectDisposedException(nameof(SqliteDatabase)));
        }
    }

    /// <summary>Blocks until an item comes; null once closed and empty.</summary>
    public SqliteWrite? Take()
    {
        // The token that Close released may have been spent by TryTake: then nothing would wake a wait here.
        if (_closed && _items.IsEmpty)
        {
            return null;
        }

        _ready.Wait();
        return Dequeue();
    }

    /// <summary>An item that is there already, or null.</summary>
    public SqliteWrite? TryTake() => _ready.Wait(0) ? Dequeue() : null;

    public void Close()
    {
        _closed = true;
        _ready.Release();
    }

    public void FailAll(Exception exception)
    {
        while (_items.TryDequeue(out var item))
        {
            item.Failed(exception);
        }
    }

    public void Dispose()
    {
        _room.Dispose();
        _ready.Dispose();
    }

    private SqliteWrite? Dequeue()
    {
        if (!_items.TryDequeue(out var item))
        {
            return null;
        }

        _room.Release();
        return item;
    }
}
