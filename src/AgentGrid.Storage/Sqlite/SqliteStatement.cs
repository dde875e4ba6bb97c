using System.Buffers;
using System.Globalization;
using System.Text;
using AgentGrid.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgentGrid.Storage.Sqlite;

/// <summary>
/// A prepared statement, bound by position. Chat turns are made of many small statements, and a command of
/// Microsoft.Data.Sqlite looks up every parameter by name and makes a reader at each run.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _positions;

    public SqliteStatement(sqlite3 database, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        _database = database;
        Sql = sql;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
        {
            _statement.Dispose();
            throw new ArgumentException("One statement at a time, a script is run by ScriptAsync: " + sql, nameof(sql));
        }

        _positions = new int[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            _positions[i] = raw.sqlite3_bind_parameter_index(_statement, parameters[i].Name);
        }

        Row = new SqliteRow(_statement);
    }

    public string Sql { get; }

    /// <summary>The row after a <see cref="Step"/> that was true.</summary>
    public SqliteRow Row { get; }

    /// <summary>The parameters of the run that begins, in the order they were first given.</summary>
    public void Bind(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (parameters.Length != _positions.Length)
        {
            throw new ArgumentException("The same statement was run before with other parameters: " + Sql, nameof(parameters));
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            Check(Bind(_positions[i], SqlValue.From(parameters[i].Value)));
        }
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Ends the run, so that the statement holds neither locks nor the texts it was given.</summary>
    public void Reset()
    {
        // The code is that of the last step, which has thrown already.
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int position, object value) => value switch
    {
        DBNull => raw.sqlite3_bind_null(_statement, position),
        string text => BindText(position, text),
        long number => raw.sqlite3_bind_int64(_statement, position, number),
        double number => raw.sqlite3_bind_double(_statement, position, number),
        decimal number => BindText(position, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        byte[] bytes => bytes.Length == 0
            ? raw.sqlite3_bind_zeroblob(_statement, position, 0)
            : raw.sqlite3_bind_blob(_statement, position, bytes),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound.", nameof(value)),
    };

    private int BindText(int position, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= OnStack)
        {
            Span<byte> few = stackalloc byte[OnStack];
            return raw.sqlite3_bind_text(_statement, position, few[..Encoding.UTF8.GetBytes(text, few)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            return raw.sqlite3_bind_text(_statement, position, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
