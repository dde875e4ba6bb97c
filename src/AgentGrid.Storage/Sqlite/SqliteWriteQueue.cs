using System.Collections.Concurrent;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// A bounded queue with asynchronous producers and one consumer that blocks its own thread: waking it takes no hop over
/// the thread pool, so a lone write costs little more than its commit. It is woken only when it sleeps.
/// </summary>
#pragma warning disable CA1001 // Neither of the two ever makes a handle, and callers that come late must find them working.
internal sealed class SqliteWriteQueue(int capacity)
#pragma warning restore CA1001
{
    // After this many of the first, one of the others is taken, so that these cannot starve.
    private const int MostPassed = 16;

    private readonly ConcurrentQueue<SqliteWrite> _first = new();
    private readonly ConcurrentQueue<SqliteWrite> _others = new();
    private readonly SemaphoreSlim _room = new(capacity);

    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);

    // A few microseconds without giving up the processor: less than a sleep and a wake cost.
    private const int Spins = 10;
    private int _asleep;
    private int _passed;
    private volatile bool _closed;
    private volatile bool _ended;

    private bool IsEmpty => _first.IsEmpty && _others.IsEmpty;

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

        (item.Priority == WritePriority.First ? _first : _others).Enqueue(item);
        Wake();
        if (_ended)
        {
            // The consumer left between the check and the enqueue: whoever drains answers the callers.
            FailAll();
        }
    }

    /// <summary>Blocks until an item comes; null once closed and empty, and from then on nothing is taken any more.</summary>
    public SqliteWrite? Take()
    {
        while (true)
        {
            var spin = default(SpinWait);
            for (var i = 0; i < Spins; i++)
            {
                if (TryTake() is { } item)
                {
                    return item;
                }

                spin.SpinOnce(sleep1Threshold: -1);
            }

            // Told before looking again: who enqueues after the look sees it, who enqueued before is found by the look.
            _wake.Reset();
            Interlocked.Exchange(ref _asleep, 1);
            if (!IsEmpty || _closed)
            {
                Volatile.Write(ref _asleep, 0);
                if (IsEmpty)
                {
                    _ended = true;
                    return null;
                }

                continue;
            }

            _wake.Wait();
        }
    }

    /// <summary>An item that is there already, or null.</summary>
    public SqliteWrite? TryTake()
    {
        SqliteWrite? item;
        if (_passed < MostPassed && _first.TryDequeue(out item))
        {
            _passed++;
        }
        else if (_others.TryDequeue(out item))
        {
            _passed = 0;
        }
        else if (!_first.TryDequeue(out item))
        {
            return null;
        }

        _room.Release();
        return item;
    }

    /// <summary>Refuses what comes from now on; what is in the queue can still be taken.</summary>
    public void Close()
    {
        _closed = true;
        Wake();
    }

    /// <summary>Refuses what slipped in behind the last <see cref="Take"/>.</summary>
    public void FailAll()
    {
        while (_first.TryDequeue(out var item) || _others.TryDequeue(out item))
        {
            item.Failed(new ObjectDisposedException(nameof(SqliteDatabase)));
            _room.Release();
        }
    }

    private void Wake()
    {
        // The exchange is also the fence between the enqueue and the look at the flag.
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            _wake.Set();
        }
    }
}
