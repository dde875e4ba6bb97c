using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGrid.Agents;

namespace AgentGrid.Server.Problems;

/// <summary>What is wrong with a JSON body: the field, and what it takes.</summary>
internal static partial class JsonFailures
{
    public static Failure Of(JsonException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var message = exception.Message;
        if (UnknownMember().Match(message) is { Success: true } unknown)
        {
            var name = unknown.Groups["name"].Value;
            var at = Field(exception.Path);
            var field = at is null || at == name || at.EndsWith("." + name, StringComparison.Ordinal) ? at ?? name : $"{at}.{name}";
            return Failure.Invalid(FailureCodes.UnknownField, $"'{field}' is not a known field. Check its spelling or leave it out.");
        }

        if (MissingMembers().Match(message) is { Success: true } missing)
        {
            var at = Field(exception.Path);
            var names = missing.Groups["names"].Value;
            return Failure.Invalid(
                FailureCodes.InvalidRequest, at is null ? $"Missing: {names}." : $"'{at}' is incomplete. Missing: {names}.");
        }

        if (NullMember().Match(message) is { Success: true } nulled)
        {
            return Failure.Invalid(
                FailureCodes.InvalidRequest, $"'{Path(exception.Path, nulled.Groups["name"].Value)}' must not be null.");
        }

        if (DuplicateMember().Match(message) is { Success: true } duplicate)
        {
            return Failure.Invalid(FailureCodes.InvalidJson, $"The field '{duplicate.Groups["name"].Value}' stands twice.");
        }

        if (!IsBadText(exception) && WrongType().Match(message) is { Success: true } wrong)
        {
            var type = wrong.Groups["type"].Value;
            var expected = ExpectedToken(exception) ?? Expected(MemberType(type, exception.Path) ?? type);
            return Failure.Invalid(
                FailureCodes.InvalidRequest,
                Field(exception.Path) is { } at ? $"'{at}' must be {expected}." : $"The body must be {expected}.");
        }

        return Failure.Invalid(FailureCodes.InvalidJson, Malformed(exception));
    }

    private static string Malformed(JsonException exception) =>
        IsBadText(exception) && Field(exception.Path) is { } at
            ? $"'{at}' is not valid text: it must be UTF-8, without half a surrogate pair."
            : exception.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? "The body is nested too deeply."
                : $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).";

    private static bool IsBadText(JsonException exception) =>
        exception.InnerException is InvalidOperationException { Message: var reason }
        && (reason.Contains("UTF-8", StringComparison.Ordinal) || reason.Contains("UTF-16", StringComparison.Ordinal));

    // For a member that is a string the message names the type that holds it; what was wanted stands in the cause.
    private static string? ExpectedToken(JsonException exception) =>
        exception.InnerException is InvalidOperationException { Message: var reason }
        && reason.EndsWith("as a string.", StringComparison.Ordinal) ? Expected("System.String") : null;

    // Of a record's parameter the message may name the record; the field is the last part of the path.
    private static string? MemberType(string holder, string? path)
    {
        var type = typeof(JsonFailures).Assembly.GetType(holder) ?? typeof(AgentConfig).Assembly.GetType(holder);
        var name = path?[(path.LastIndexOf('.') + 1)..];
        return type is null or { IsEnum: true } || name is null
            ? null
            : Array.Find(type.GetProperties(), property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == name)?.PropertyType.ToString();
    }

    private static string? Field(string? path) => path is null or "$" or "" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Path(string? path, string member)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member);
        return Field(path) is not { } at ? name
            : at == name || at.EndsWith("." + name, StringComparison.Ordinal) ? at : $"{at}.{name}";
    }

    private static string Expected(string type)
    {
        if (NullableType().Match(type) is { Success: true } nullable)
        {
            type = nullable.Groups["type"].Value;
        }

        if (typeof(AgentConfig).Assembly.GetType(type) is { IsEnum: true } known)
        {
            return "one of " + string.Join(", ", Enum.GetNames(known).Select(JsonNamingPolicy.CamelCase.ConvertName));
        }

        return type switch
        {
            "System.String" => "a string",
            "System.Int32" or "System.Int64" => "a whole number within range",
            "System.Double" or "System.Decimal" => "a number within range",
            "System.Boolean" => "true or false",
            "System.DateTimeOffset" => "a time as ISO 8601, such as 2026-01-31T12:00:00Z",
            _ when type.Contains("Array", StringComparison.Ordinal) || type.Contains("List", StringComparison.Ordinal) => "an array",
            _ => "an object",
        };
    }

    [GeneratedRegex("^The JSON property '(?<name>[^']{0,200})' could not be mapped", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("was missing required properties including: (?<names>[^.]{1,500})", RegexOptions.CultureInvariant)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("(?:'|\")(?<name>\\w+)(?:'|\") on type .* (?:doesn't|does not) allow", RegexOptions.CultureInvariant)]
    private static partial Regex NullMember();

    [GeneratedRegex("^Duplicate property '(?<name>[^']{0,200})'", RegexOptions.CultureInvariant)]
    private static partial Regex DuplicateMember();

    [GeneratedRegex("^The JSON value could not be converted to (?<type>.+?)\\.(?: Path:|$)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex WrongType();

    [GeneratedRegex("^System\\.Nullable`1\\[(?<type>[^\\]]+)\\]$", RegexOptions.CultureInvariant)]
    private static partial Regex NullableType();
}
