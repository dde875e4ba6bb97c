using SQLitePCL;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// Copies committed pages from the write-ahead log into the database file, on a thread and a connection of its own: it waits
/// for the disk some twenty milliseconds each time, in which the writer would commit nothing. Only when the log is long does the
/// writer itself copy the little that is left, for then its next transaction begins the log anew.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    /// <summary>Bytes after which the log begins anew. Below <c>journal_size_limit</c>, so that the file is used again.</summary>
    public const long LongLog = 48 * 1024 * 1024;

    private const long BytesBetween = 8 * 1024 * 1024;

    private readonly SqliteSession _session;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(initialState: false);

    // One checkpoint at a time: SQLite would refuse the writer's while ours runs, and the log would grow without bound.
    private readonly Lock _gate = new();
    private readonly long _pageSize;
    private volatile bool _closed;
    private long _bytes;
    private long _logBytes;

    public SqliteCheckpointer(SqliteSession session)
    {
        _session = session;
        _pageSize = session.Query("PRAGMA page_size", static row => row.Int64()).Single();
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer, on its thread, after each commit.</summary>
    public void Committed(SqliteSession writer)
    {
        _ = raw.sqlite3_db_status(writer.Connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        _bytes += pages * _pageSize;
        _logBytes += pages * _pageSize;
        if (_logBytes >= LongLog)
        {
            Checkpoint(writer);
            _logBytes = _bytes = 0;
        }
        else if (_bytes >= BytesBetween)
        {
            _bytes = 0;
            _wake.Set();
        }
    }

    public void Dispose()
    {
        _closed = true;
        _wake.Set();
        _thread.Join();
        _session.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (_wake.WaitOne() && !_closed)
        {
            Checkpoint(_session);
        }
    }

    private void Checkpoint(SqliteSession session)
    {
        lock (_gate)
        {
            // Whatever hinders it (a full disk, another process's checkpoint), the log keeps what the file did not get.
            _ = raw.sqlite3_wal_checkpoint_v2(session.Connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        }
    }
}
