namespace AgentGrid.Storage.Sql;

/// <summary>
/// What a C# value becomes in both databases: times are unix milliseconds, booleans 0 or 1, <see cref="decimal"/> stays
/// exact (TEXT in SQLite, NUMERIC in PostgreSQL). Text that PostgreSQL refuses (NUL, half a surrogate pair) is replaced
/// character by character, so that offsets hold and both databases give back the same.
/// </summary>
internal static class SqlValue
{
    private const char Replacement = '\uFFFD';

    public static object From(object? value) => value switch
    {
        null => DBNull.Value,
        string text => Text(text),
        int number => (long)number,
        bool flag => flag ? 1L : 0L,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        long or double or decimal or byte[] or string[] => value,
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be a statement's parameter.", nameof(value)),
    };

    public static string Text(string text)
    {
        if (!text.Contains('\0') && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var pair = char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]);
                if (pair)
                {
                    target[i] = source[i];
                    target[++i] = source[i];
                }
                else
                {
                    target[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? Replacement : source[i];
                }
            }
        });
    }
}
