namespace AgentGrid.Storage.Sql;

/// <summary>
/// A connection lent to one piece of work. Statements are prepared once per connection, so the text should be constant.
/// Parameters are written <c>("@name", value)</c>; see <see cref="SqlValue"/> for the types.
/// </summary>
public interface ISqlSession
{
    SqlDialect Dialect { get; }

    /// <returns>The number of rows changed.</returns>
    ValueTask<int> ExecuteAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <returns>All rows, in order.</returns>
    ValueTask<List<T>> QueryAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <returns>The first row, or null when there is none.</returns>
    ValueTask<T?> FirstAsync<T>(
        string sql, Func<SqlRow, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class;

    /// <returns>The first column of the first row as an integer, or null when there is no row or no value.</returns>
    ValueTask<long?> Int64Async(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <summary>Runs a script of several statements without parameters.</summary>
    ValueTask ScriptAsync(string sql);
}
