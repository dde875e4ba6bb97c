using System.Globalization;

namespace AgentGrid.Server.Routing;

/// <summary>Versions as entity tags: <c>ETag</c> on what is read, <c>If-Match</c> on what is written.</summary>
internal static class VersionTag
{
    /// <summary>The version a write is based on. Takes <c>"3"</c>, <c>W/"3"</c> and <c>3</c>.</summary>
    public static Outcome<int> Read(HttpRequest request)
    {
        if (IsAbsent(request))
        {
            return new Failure(
                FailureKind.VersionRequired, FailureCodes.VersionRequired,
                "Say which version the change is based on: If-Match: \"<latestVersion>\", as the ETag of the last read gave it.");
        }

        var text = request.Headers.IfMatch.ToString().AsSpan().Trim();
        text = text.StartsWith("W/") ? text[2..] : text;
        text = text is ['"', .., '"'] ? text[1..^1] : text;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : Failure.Invalid(FailureCodes.InvalidRequest, "If-Match must be one version number in quotes, such as \"3\".");
    }

    /// <summary>The same where it may be left out; null then, and for <c>*</c>.</summary>
    public static Outcome<int?> ReadOptional(HttpRequest request)
    {
        if (IsAbsent(request) || request.Headers.IfMatch is ["*"])
        {
            return (int?)null;
        }

        return Read(request).TryGet(out var version, out var failure) ? version : failure;
    }

    public static void Write(HttpResponse response, int version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static bool IsAbsent(HttpRequest request) => request.Headers.IfMatch is [] or [""];
}
