using System.Diagnostics;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// The one writer. Takes what is queued into one transaction, each caller's work under a savepoint of its own, and commits
/// for all of them: one caller's failure undoes only its own work, a failed commit fails them all.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteOptions _options;
    private readonly SqliteSession _session;
    private readonly SqliteWriteQueue _queue;
    private readonly List<SqliteWrite> _group = [];
    private readonly Thread _thread;

    public SqliteWriter(SqliteSession session, SqliteOptions options)
    {
        _session = session;
        _options = options;
        _queue = new SqliteWriteQueue(options.QueueLength);
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    public ValueTask EnqueueAsync(SqliteWrite write, CancellationToken cancellationToken) =>
        _queue.EnqueueAsync(write, cancellationToken);

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _queue.FailAll(new ObjectDisposedException(nameof(SqliteDatabase)));
        _session.Dispose();
    }

    private void Run()
    {
        while (_queue.Take() is { } first)
        {
            for (var next = first; next is not null;)
            {
                next = RunGroup(next);
            }
        }
    }

    /// <returns>A write that was taken but not run, to begin the next group with.</returns>
    private SqliteWrite? RunGroup(SqliteWrite first)
    {
        if (first.TryCancel())
        {
            return null;
        }

        if (!Try(static session => session.Execute("BEGIN IMMEDIATE"), out var failure))
        {
            first.Failed(failure);
            return null;
        }

        // The first needs no savepoint: when it fails nothing else is in the transaction yet.
        if (!TryRun(first, out failure))
        {
            Rollback();
            first.Failed(failure);
            return null;
        }

        _group.Add(first);
        var started = Stopwatch.GetTimestamp();
        while (_group.Count < _options.MaxGroup
            && Stopwatch.GetElapsedTime(started) < _options.MaxGroupTime
            && _queue.TryTake() is { } write)
        {
            if (!write.TryCancel() && !Join(write))
            {
                return write;
            }
        }

        Commit();
        return null;
    }

    /// <returns>False when SQLite gave up the transaction: the group has failed and this write is to be run again.</returns>
    private bool Join(SqliteWrite write)
    {
        Exception? failure = null;
        if (Try(static session => session.Execute("SAVEPOINT w"), out failure)
            && TryRun(write, out failure)
            && Try(static session => session.Execute("RELEASE w"), out failure))
        {
            _group.Add(write);
            return true;
        }

        if (_session.InTransaction
            && Try(static session => { session.Execute("ROLLBACK TO w"); session.Execute("RELEASE w"); }, out _))
        {
            write.Failed(failure!);
            return true;
        }

        Rollback();
        FailGroup(failure!);
        return false;
    }

    private void Commit()
    {
        if (!Try(static session => session.Execute("COMMIT"), out var failure))
        {
            Rollback();
            FailGroup(failure);
            return;
        }

        foreach (var write in _group)
        {
            write.Committed();
        }

        _group.Clear();
    }

    private void FailGroup(Exception failure)
    {
        // The others did nothing wrong, but their work is undone: they are told to try again.
        var reason = failure as StorageUnavailableException
            ?? new StorageUnavailableException("The database could not commit. Try again.", failure);
        foreach (var write in _group)
        {
            write.Failed(reason);
        }

        _group.Clear();
    }

    private void Rollback()
    {
        if (_session.InTransaction)
        {
            Try(static session => session.Execute("ROLLBACK"), out _);
        }
    }

    private bool TryRun(SqliteWrite write, out Exception failure) => Try(write.Execute, out failure);

    private bool Try(Action<SqliteSession> action, out Exception failure)
    {
        try
        {
            action(_session);
            failure = null!;
            return true;
        }
#pragma warning disable CA1031 // Whatever a caller's work throws belongs to that caller; the writer serves all and must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = SqliteErrors.Translate(exception);
            return false;
        }
    }
}
