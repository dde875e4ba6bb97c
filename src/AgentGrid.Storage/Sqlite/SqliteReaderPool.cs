using System.Collections.Concurrent;

namespace AgentGrid.Storage.Sqlite;

/// <summary>Lends read-only connections, opened when first needed, the one used last first.</summary>
internal sealed class SqliteReaderPool(SqliteConnections connections, int size) : IDisposable
{
    private readonly ConcurrentStack<SqliteSession> _idle = new();
    private readonly SemaphoreSlim _free = new(size);
    private volatile bool _closed;

    public async ValueTask<SqliteSession> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteDatabase));
        if (!_free.Wait(0, CancellationToken.None))
        {
            await _free.WaitAsync(cancellationToken);
        }

        try
        {
            return _idle.TryPop(out var session) ? session : connections.OpenReader();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public void Return(SqliteSession session)
    {
        if (_closed)
        {
            session.Dispose();
        }
        else
        {
            _idle.Push(session);
        }

        _free.Release();
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }
}
