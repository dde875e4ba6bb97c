using Microsoft.Net.Http.Headers;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>How the client wants a turn's answer: whole, or event by event.</summary>
internal static class AnswerStyle
{
    public const bool Json = false;
    public const bool Events = true;
    private const string EventsType = "text/event-stream";
    private const string JsonType = "application/json";

    /// <summary>What <c>Accept</c> prefers; JSON when it does not say.</summary>
    public static Outcome<bool> Of(HttpRequest request)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0 || header is [JsonType or "*/*" or ""])
        {
            return Json;
        }

        if (header is [EventsType])
        {
            return Events;
        }

        if (!MediaTypeHeaderValue.TryParseList(header, out var accepted))
        {
            return Failure.Invalid(FailureCodes.InvalidRequest, "The Accept header could not be read.");
        }

        foreach (var type in accepted.OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MediaType.Equals(EventsType, StringComparison.OrdinalIgnoreCase))
            {
                return Events;
            }

            if (type.MediaType.Equals(JsonType, StringComparison.OrdinalIgnoreCase) || type.MatchesAllTypes
                || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase))
            {
                return Json;
            }
        }

        return new Failure(
            FailureKind.NotAcceptable, FailureCodes.NotAcceptable, $"The answer comes as {JsonType} or {EventsType}. Ask for one of them in Accept.");
    }
}
