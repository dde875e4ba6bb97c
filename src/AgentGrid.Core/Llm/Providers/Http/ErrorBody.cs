using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// What a vendor says of an error, read from the bodies of OpenAI and its imitators
/// (<c>{"error":{"message","type","code"}}</c>, also without the outer member), Anthropic
/// (<c>{"type":"error","error":{"type","message"}}</c>), Google (<c>{"error":{"code","message","status","details"}}</c>, also
/// inside an array) and FastAPI (<c>{"detail":…}</c>, which Mistral puts into its <c>message</c>).
/// </summary>
/// <param name="Message">Its words, not sanitised.</param>
/// <param name="Kind">Its own name of the error; empty where it has none.</param>
/// <param name="Status">The status it names, where it names one.</param>
/// <param name="RetryAfter">How long it asks to wait: Google says so in the body, not in a header.</param>
internal readonly record struct ErrorBody(string? Message, string Kind, int? Status, TimeSpan? RetryAfter)
{
    private static ErrorBody Nothing => new(null, "", null, null);

    public static ErrorBody Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return Of(root.Member("error") is { ValueKind: not JsonValueKind.Undefined } error ? error : root);
        }
        catch (JsonException)
        {
            // A proxy's HTML page or nothing at all: the status says enough, and a page is no sentence to show.
            return Nothing;
        }
    }

    /// <summary>Reads the innermost object, or the text that stands in its place.</summary>
    public static ErrorBody Of(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => Nothing with { Message = JsonText.Of(error) },
        JsonValueKind.Object => new ErrorBody(
            Words(error),
            error.TextMember("code") ?? error.TextMember("type") ?? error.TextMember("status") ?? "",
            error.NumberMember("code") is >= 400 and < 600 and var status ? (int)status : null,
            Wait(error)),
        _ => Nothing,
    };

    private static string? Words(JsonElement error)
    {
        var message = error.TextMember("message") ?? error.TextMember("detail") ?? Complaint(error) ?? Complaint(error.Member("message"));

        // OpenRouter only says that another failed, and puts that one's own answer beside it.
        if (error.Member("metadata").TextMember("raw") is { Length: > 0 } raw)
        {
            var said = Parse(Encoding.UTF8.GetBytes(raw)).Message ?? raw;
            message = message is null ? said : $"{message}: {said}";
        }

        return message;
    }

    /// <summary>The first complaint about a field of the request, with the name of the field.</summary>
    private static string? Complaint(JsonElement error)
    {
        foreach (var complaint in error.Items("detail"))
        {
            if (complaint.TextMember("msg") is { } words)
            {
                var field = string.Join('.', complaint.Items("loc").Select(static part => part.ToString()));
                return field.Length == 0 ? words : $"{field}: {words}";
            }
        }

        return null;
    }

    private static TimeSpan? Wait(JsonElement error)
    {
        foreach (var detail in error.Items("details"))
        {
            if (detail.TextMember("@type")?.EndsWith("google.rpc.RetryInfo", StringComparison.Ordinal) == true
                && detail.TextMember("retryDelay") is [.. var number, 's']
                && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, ProviderErrors.LongestWait.TotalSeconds));
            }
        }

        return null;
    }
}
