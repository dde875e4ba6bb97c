using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Orleans.Embedded.Storage;

/// <summary>A file of the engine's own, in WAL mode: one writer that commits for all who wait, and readers beside it.</summary>
internal sealed class SqliteGrainDatabase : IGrainDatabase, IAsyncDisposable, IDisposable
{
    private const int LargestGroup = 256;

    private readonly Channel<SqliteGrainWrite> _writes = Channel.CreateBounded<SqliteGrainWrite>(
        new BoundedChannelOptions(4096) { SingleReader = true });

    private readonly string _connectionString;
    private readonly Task _writer;

    public SqliteGrainDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 30 }.ToString();
        _writer = Task.Run(WriteAllAsync);
    }

    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default)
    {
        var write = new SqliteGrainWrite<T>(work, cancellationToken);
        await _writes.Writer.WriteAsync(write, cancellationToken);
        return await write.Task;
    }

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            using var connection = Open();
            return work(connection);
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    // Hosts that are disposed synchronously need this; the writer's thread does not depend on the caller's.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Run("PRAGMA journal_mode = WAL");
        connection.Run("PRAGMA synchronous = FULL");
        return connection;
    }

    private async Task WriteAllAsync()
    {
        SqliteConnection? connection = null;
        var group = new List<SqliteGrainWrite>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            try
            {
                connection ??= Open();
                connection.Run("BEGIN IMMEDIATE");
                while (group.Count < LargestGroup && _writes.Reader.TryRead(out var write))
                {
                    group.Add(write);
                    Run(connection, write);
                }

                connection.Run("COMMIT");
                group.ForEach(static write => write.Committed());
            }
            catch (SqliteException error)
            {
                // The whole group is undone: each waiter learns why, and the next group starts on a new connection.
                connection?.Dispose();
                connection = null;
                FailNext(group, error);
            }

            group.Clear();
        }

        connection?.Dispose();
    }

    private static void Run(SqliteConnection connection, SqliteGrainWrite write)
    {
        connection.Run("SAVEPOINT one");
        if (!write.TryExecute(connection))
        {
            connection.Run("ROLLBACK TO one");
        }

        connection.Run("RELEASE one");
    }

    private void FailNext(List<SqliteGrainWrite> group, SqliteException error)
    {
        // When not even BEGIN worked, the first in the queue is told; otherwise all who were in the group.
        if (group.Count == 0 && _writes.Reader.TryRead(out var next))
        {
            next.Failed(error);
        }

        group.ForEach(write => write.Failed(error));
    }
}
