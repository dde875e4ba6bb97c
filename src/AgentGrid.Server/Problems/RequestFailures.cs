using System.Text.RegularExpressions;

namespace AgentGrid.Server.Problems;

/// <summary>What the framework refuses while it reads a request, in our words.</summary>
internal static partial class RequestFailures
{
    public static Failure TooLarge { get; } =
        new(FailureKind.TooLarge, FailureCodes.RequestTooLarge, "The body is larger than this route takes. Send less at once.");

    /// <summary>The failure behind a request that could not be read.</summary>
    public static Failure Of(BadHttpRequestException exception)
    {
        if (exception.InnerException is System.Text.Json.JsonException json)
        {
            return JsonFailures.Of(json);
        }

        return exception.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => TooLarge,
            StatusCodes.Status415UnsupportedMediaType => new Failure(
                FailureKind.Unsupported, FailureCodes.UnsupportedMediaType, "Send the body as JSON, with Content-Type: application/json."),
            StatusCodes.Status408RequestTimeout => Failure.Invalid(
                FailureCodes.InvalidRequest, "The body arrived too slowly or stopped arriving. Send it again."),
            _ => Failure.Invalid(FailureCodes.InvalidRequest, Describe(exception.Message)),
        };
    }

    private static string Describe(string message)
    {
        if (UnboundValue().Match(message) is { Success: true } value)
        {
            return $"'{value.Groups["value"].Value}' is not a valid value of '{value.Groups["name"].Value}'.";
        }

        if (MissingParameter().Match(message) is { Success: true } missing)
        {
            return missing.Groups["source"].Value is "body"
                ? "The request has no body. Send a JSON object."
                : $"'{missing.Groups["name"].Value}' is missing. Give it in the {missing.Groups["source"].Value}.";
        }

        return message.Contains("no body was provided", StringComparison.Ordinal)
            ? "The request has no body. Send a JSON object."
            : "The request could not be read: it ended early or is not valid HTTP.";
    }

    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.{0,100})""", RegexOptions.CultureInvariant)]
    private static partial Regex UnboundValue();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (?<source>[\w ]+)\.""", RegexOptions.CultureInvariant)]
    private static partial Regex MissingParameter();
}
