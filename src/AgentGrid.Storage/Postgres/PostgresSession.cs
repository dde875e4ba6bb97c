using AgentGrid.Storage.Sql;
using Npgsql;

namespace AgentGrid.Storage.Postgres;

/// <summary>One connection, and the transaction it is in when it writes. Npgsql prepares repeated statements by itself.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction? transaction) : ISqlSession
{
    public SqlDialect Dialect => SqlDialect.Postgres;

    public ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        ExecuteAsync(Command(sql, parameters));

    public ValueTask<List<T>> QueryAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        ReadAsync(Command(sql, parameters), map, int.MaxValue);

    public ValueTask<T?> FirstAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class => FirstAsync(Command(sql, parameters), map);

    public ValueTask<long?> Int64Async(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Int64Async(Command(sql, parameters));

    public async ValueTask ScriptAsync(string sql) => await ExecuteAsync(sql);

    private static async ValueTask<int> ExecuteAsync(NpgsqlCommand command)
    {
        await using (command)
        {
            return Math.Max(0, await command.ExecuteNonQueryAsync());
        }
    }

    private static async ValueTask<T?> FirstAsync<T>(NpgsqlCommand command, Func<SqlRow, T> map)
        where T : class
    {
        var rows = await ReadAsync(command, map, 1);
        return rows.Count == 0 ? null : rows[0];
    }

    private static async ValueTask<long?> Int64Async(NpgsqlCommand command)
    {
        var rows = await ReadAsync(command, static row => row.Int64OrNull(), 1);
        return rows.Count == 0 ? null : rows[0];
    }

    private static async ValueTask<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<SqlRow, T> map, int limit)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync();
            var row = new PostgresRow(reader);
            var rows = new List<T>();
            while (rows.Count < limit && await reader.ReadAsync())
            {
                row.Reset();
                rows.Add(map(row));
            }

            return rows;
        }
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter(name, SqlValue.From(value)));
        }

        return command;
    }
}
