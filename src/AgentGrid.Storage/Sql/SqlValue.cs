using AgentGrid.Core;

namespace AgentGrid.Storage.Sql;

/// <summary>
/// What a C# value becomes in both databases: times are unix milliseconds, booleans 0 or 1, <see cref="decimal"/> stays
/// exact (TEXT in SQLite, NUMERIC in PostgreSQL). Text that PostgreSQL refuses (NUL, half a surrogate pair) is replaced
/// character by character, so that offsets hold and both databases give back the same.
/// </summary>
internal static class SqlValue
{
    public static object From(object? value) => value switch
    {
        null => DBNull.Value,
        string text => StorableText.Of(text),
        int number => (long)number,
        bool flag => flag ? 1L : 0L,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        long or double or decimal or byte[] or string[] => value,
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be a statement's parameter.", nameof(value)),
    };
}
