using AgentGrid.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>One open connection and its prepared statements. Every call completes synchronously.</summary>
public sealed class SqliteSession : ISqlSession, IDisposable
{
    // Beyond this many distinct texts someone builds SQL by hand: such statements are prepared and thrown away.
    private const int MaxPrepared = 512;

    private readonly Dictionary<string, SqliteStatement> _prepared = [];

    internal SqliteSession(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>SQLite rolls a whole transaction back by itself on some errors: then no transaction is open any more.</summary>
    internal bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle!) == 0;

    /// <summary>Rows changed since the connection was opened: the same before and after work that changed none.</summary>
    internal long TotalChanges => SQLitePCL.raw.sqlite3_total_changes(Connection.Handle!);

    /// <summary>Makes the statement that runs now, if one does, fail. Called on any thread, while the session is lent.</summary>
    internal void Interrupt() => SQLitePCL.raw.sqlite3_interrupt(Connection.Handle!);

    /// <returns>The number of rows that an INSERT, UPDATE or DELETE changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Take(sql, parameters, out var cached);
        try
        {
            statement.Bind(parameters);
            while (statement.Step())
            {
                // A RETURNING statement works as it is stepped.
            }

            return SQLitePCL.raw.sqlite3_changes(Connection.Handle!);
        }
        finally
        {
            Release(statement, cached);
        }
    }

    /// <returns>All rows, in order.</returns>
    public List<T> Query<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Read(sql, map, int.MaxValue, parameters);

    public ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        new(Execute(sql, parameters));

    public ValueTask<List<T>> QueryAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        new(Read(sql, map, int.MaxValue, parameters));

    public ValueTask<T?> FirstAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class
    {
        var rows = Read(sql, map, 1, parameters);
        return new(rows.Count == 0 ? null : rows[0]);
    }

    public ValueTask<long?> Int64Async(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var rows = Read(sql, static row => row.Int64OrNull(), 1, parameters);
        return new(rows.Count == 0 ? null : rows[0]);
    }

    public ValueTask ScriptAsync(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }

    private List<T> Read<T>(
        string sql, Func<SqlRow, T> map, int limit, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Take(sql, parameters, out var cached);
        try
        {
            statement.Bind(parameters);
            var rows = new List<T>();
            // All rows are stepped through even when one is wanted: a RETURNING statement works as it is stepped.
            while (statement.Step())
            {
                if (rows.Count < limit)
                {
                    statement.Row.Reset();
                    rows.Add(map(statement.Row));
                }
            }

            return rows;
        }
        finally
        {
            Release(statement, cached);
        }
    }

    // Taken out while in use, so that a statement run while its own rows are read gets a second one.
    private SqliteStatement Take(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, out bool cached)
    {
        cached = _prepared.Remove(sql, out var statement) || _prepared.Count < MaxPrepared;
        return statement ?? new SqliteStatement(Connection.Handle!, sql, parameters);
    }

    private void Release(SqliteStatement statement, bool cached)
    {
        statement.Reset();
        if (!cached || !_prepared.TryAdd(statement.Sql, statement))
        {
            statement.Dispose();
        }
    }
}
