using System.Text.Json;

namespace AgentGrid.Storage.Sql;

/// <summary>A list as one parameter: <c>column IN (…)</c> with a text that does not depend on the list's length.</summary>
internal static class SqlLists
{
    public static string In(SqlDialect dialect, string parameter) => dialect == SqlDialect.Sqlite
        ? $"IN (SELECT value FROM json_each({parameter}))"
        : $"= ANY({parameter})";

    public static object Value(SqlDialect dialect, IReadOnlyList<string> items) => dialect == SqlDialect.Sqlite
        ? JsonSerializer.Serialize(items)
        : items as string[] ?? [.. items];
}
