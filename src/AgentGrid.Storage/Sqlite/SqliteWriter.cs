using System.Diagnostics;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// The one writer. Takes what is queued into one transaction and commits for all of them: one caller's failure undoes only
/// its own work, a failed commit fails them all.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteOptions _options;
    private readonly SqliteSession _session;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteWriteQueue _queue;
    private readonly List<SqliteWrite> _group = [];
    private readonly Thread _thread;

    public SqliteWriter(SqliteSession session, SqliteCheckpointer checkpointer, SqliteOptions options)
    {
        _session = session;
        _checkpointer = checkpointer;
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
        _queue.FailAll();
        _session.Dispose();
    }

    private void Run()
    {
        while (_queue.Take() is { } first)
        {
            RunGroup(first);
        }
    }

    /// <summary>
    /// Runs what is queued as one transaction, without savepoints: they copy every page that is touched. When one of the
    /// writes fails with work half done, all are undone and run again, each under a savepoint.
    /// </summary>
    private void RunGroup(SqliteWrite first)
    {
        if (!Begin(first))
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var longest = _options.MaxGroupTime;
        for (var write = first; write is not null; write = MayGrow(started, longest) ? _queue.TryTake() : null)
        {
            if (write.TryCancel())
            {
                continue;
            }

            if (write.Priority == WritePriority.First)
            {
                longest = _options.MaxGroupTime / 4;
            }

            var before = _session.TotalChanges;
            if (TryRun(write, out var failure))
            {
                _group.Add(write);
            }
            else if (failure is WriteAbortedException && _session.TotalChanges == before)
            {
                // What was expected (a stale revision, a session that answers still) is found before anything is written.
                write.Failed(failure);
            }
            else
            {
                _group.Add(write);
                Rollback();
                RunGuarded();
                return;
            }
        }

        Commit();
    }

    private bool MayGrow(long started, TimeSpan longest) =>
        _group.Count < _options.MaxGroup && Stopwatch.GetElapsedTime(started) < longest;

    private bool Begin(SqliteWrite first)
    {
        if (Try(static session => session.Execute("BEGIN IMMEDIATE"), out var failure))
        {
            return true;
        }

        first.Failed(failure);
        return false;
    }

    /// <summary>Runs the group again: one write's failure undoes that write only.</summary>
    private void RunGuarded()
    {
        var writes = _group.ToArray();
        _group.Clear();
        var open = false;
        foreach (var write in writes)
        {
            if (open || Begin(write))
            {
                open = Join(write);
            }
        }

        if (open)
        {
            Commit();
        }
    }

    /// <returns>False when SQLite gave up the transaction: the writes so far have failed with this one.</returns>
    private bool Join(SqliteWrite write)
    {
        if (Try(static session => session.Execute("SAVEPOINT w"), out var failure)
            && TryRun(write, out failure)
            && Try(static session => session.Execute("RELEASE w"), out failure))
        {
            _group.Add(write);
            return true;
        }

        write.Failed(failure);
        if (_session.InTransaction
            && Try(static session => { session.Execute("ROLLBACK TO w"); session.Execute("RELEASE w"); }, out _))
        {
            return true;
        }

        Rollback();
        FailGroup(failure);
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
        _checkpointer.Committed(_session);
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
