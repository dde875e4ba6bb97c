using System.Text.Json;

namespace AgentGrid.Server.Routing;

/// <summary>Reads values of a query string that are more than text, and says what they take.</summary>
internal static class QueryText
{
    public const int MaxSearchLength = 500;

    /// <summary>A named value, <paramref name="otherwise"/> when absent.</summary>
    public static Outcome<T> Named<T>(string name, string? value, T otherwise)
        where T : struct, Enum
    {
        if (value is null)
        {
            return otherwise;
        }

        foreach (var known in Enum.GetValues<T>())
        {
            if (string.Equals(known.ToString(), value, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        return Failure.Invalid(FailureCodes.InvalidRequest, $"'{name}' must be one of {names}.");
    }

    /// <summary>Why a search text is refused, or null.</summary>
    public static Failure? CheckSearch(string? query) => query?.Length > MaxSearchLength
        ? Failure.Invalid(FailureCodes.InvalidRequest, $"'query' must have at most {MaxSearchLength} characters.")
        : null;
}
