using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentGrid.Server.Problems;

/// <summary>Writes RFC 9457 problem documents: the only place that does.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const long DefaultRetryAfter = 1;

    public static Task WriteAsync(HttpContext context, Failure failure)
    {
        var status = FailureStatus.Of(failure.Kind);
        var headers = context.Response.Headers;
        if (status == StatusCodes.Status429TooManyRequests || failure.RetryAfter is not null
            || (status == StatusCodes.Status503ServiceUnavailable && failure.Retryable))
        {
            headers.RetryAfter = (failure.RetryAfterSeconds ?? DefaultRetryAfter).ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        // Whether trying again helps is said wherever the reason lies beyond the request.
        bool? retryable = failure.Retryable || status >= StatusCodes.Status500InternalServerError ? failure.Retryable : null;
        return WriteAsync(context, status, failure.Code, failure.Detail, failure.Extensions, retryable, failure.RetryAfterSeconds);
    }

    public static async Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string>? extensions = null,
        bool? retryable = null, long? retryAfter = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using (var json = new Utf8JsonWriter(response.BodyWriter, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("status", status);
            json.WriteString("title", FailureStatus.Title(status));
            json.WriteString("detail", detail);
            json.WriteString("code", code);
            if (retryable is { } again)
            {
                json.WriteBoolean("retryable", again);
            }

            if (retryAfter is { } seconds)
            {
                json.WriteNumber("retryAfter", seconds);
            }

            foreach (var (name, value) in extensions ?? new Dictionary<string, string>())
            {
                WriteExtension(json, name, value);
            }

            json.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    // Extensions travel as text; numbers, such as the current version, are numbers in the document.
    private static void WriteExtension(Utf8JsonWriter json, string name, string value)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
