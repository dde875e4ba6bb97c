using AgentGrid.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace AgentGrid.Storage.Sqlite;

/// <summary>One open connection and its prepared statements. Every call completes synchronously.</summary>
public sealed class SqliteSession : ISqlSession, IDisposable
{
    // Beyond this many distinct texts someone builds SQL by hand: such statements are prepared and thrown away.
    private const int MaxPrepared = 512;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    internal SqliteSession(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    public SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>SQLite rolls a whole transaction back by itself on some errors: then no transaction is open any more.</summary>
    internal bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle!) == 0;

    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters, out var cached);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Release(command, cached);
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
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        Connection.Dispose();
    }

    private List<T> Read<T>(
        string sql, Func<SqlRow, T> map, int limit, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Command(sql, parameters, out var cached);
        try
        {
            using var reader = command.ExecuteReader();
            var row = new SqlRow(reader);
            var rows = new List<T>();
            // All rows are stepped through even when one is wanted: a RETURNING statement works as it is stepped.
            while (reader.Read())
            {
                if (rows.Count < limit)
                {
                    row.Reset();
                    rows.Add(map(row));
                }
            }

            return rows;
        }
        finally
        {
            Release(command, cached);
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters, out bool cached)
    {
        // Taken out while in use, so that a statement run while its own rows are read gets a second command.
        cached = _prepared.Remove(sql, out var command) || _prepared.Count < MaxPrepared;
        if (command is null)
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
        }

        if (command.Parameters.Count != parameters.Length)
        {
            throw new ArgumentException("The same statement was run before with other parameters: " + sql, nameof(parameters));
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = SqlValue.From(parameters[i].Value);
        }

        return command;
    }

    private void Release(SqliteCommand command, bool cached)
    {
        if (!cached || !_prepared.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }
}
