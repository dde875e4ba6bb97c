using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>
/// The right of one process to be the only server on its database: an advisory lock on a connection of its own. PostgreSQL frees
/// it with that connection, so a crash leaves nothing behind.
/// </summary>
internal sealed class PostgresHold : IAsyncDisposable
{
    // Any constant will do but that of the schema's lock. "AgntSole" in ASCII.
    private const long Key = 0x41676E74536F6C65;

    // A server whose machine was lost is forgotten after half a minute, not after the two hours of most systems.
    private const string ForgetTheDead =
        "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    // PostgreSQL cuts names at 63 bytes.
    private const int MaxMachineName = 30;

    private readonly string _connectionString;
    private NpgsqlConnection? _connection;

    public PostgresHold(string connectionString)
    {
        var machine = Environment.MachineName;
        Name = $"agentgrid {machine[..Math.Min(MaxMachineName, machine.Length)]} {Environment.ProcessId} {Guid.NewGuid().ToString("n")[..8]}";
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = Name }.ConnectionString;
    }

    /// <summary>What this process is called on the database: machine, process id and a number.</summary>
    public string Name { get; }

    /// <summary>Takes the lock anew, on a new connection.</summary>
    /// <returns>Null when it is held now, else the <see cref="Name"/> of who has it, as far as PostgreSQL tells.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public async Task<string?> TryTakeAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(connection, ForgetTheDead, cancellationToken);
            if (await ExecuteAsync(connection, "SELECT pg_try_advisory_lock(@key)", cancellationToken) is true)
            {
                (_connection, connection) = (connection, null);
                return null;
            }

            return await FindOwnerAsync(connection, cancellationToken);
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Waits for a while, and returns when the lock is still held then.</summary>
    /// <exception cref="NpgsqlException">The connection is lost, and the lock with it.</exception>
    public async Task WatchAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var connection = _connection ?? throw new InvalidOperationException("The lock was not taken.");

        // A connection that PostgreSQL closes ends the wait at once; the question finds one that no longer answers.
        await connection.WaitAsync(time, cancellationToken);
        await ExecuteAsync(connection, "SELECT true", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    // After a broken network PostgreSQL may still keep this process's former connection, with the lock: that one is ended.
    private async Task<string> FindOwnerAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ExecuteAsync(
            connection,
            """
            SELECT a.application_name, a.application_name = @name AND pg_terminate_backend(a.pid)
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid::bigint = @key >> 32 AND l.objid::bigint = @key & 4294967295
              AND a.pid <> pg_backend_pid()
            """,
            cancellationToken) as string ?? "";

    private async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants only.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        if (sql.Contains("@key", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@key", Key);
        }

        if (sql.Contains("@name", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@name", Name);
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
