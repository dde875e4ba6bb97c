using Microsoft.Net.Http.Headers;

namespace AgentGrid.Server.Problems;

/// <summary>Refuses JSON in an encoding other than UTF-8 before anything tries to read it.</summary>
internal sealed class CharsetMiddleware(RequestDelegate next)
{
    private const string Utf8 = "utf-8";

    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var type = context.Request.ContentType;
        return type is not null && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(type, out var media)
            && !HeaderUtilities.RemoveQuotes(media.Charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase)
            ? ProblemWriter.WriteAsync(context, new Failure(
                FailureKind.Unsupported, FailureCodes.UnsupportedMediaType, "Send text as UTF-8."))
            : next(context);
    }
}
