namespace AgentGrid.Server.Hosting;

/// <summary>Headers that keep a browser from doing more with an answer than it is meant for.</summary>
internal static class SecurityHeaders
{
    /// <summary>For everything that is not a page of ours: nothing in it may load, run or be framed.</summary>
    private const string NothingRuns = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>For our own pages: only our own files, and no other site may frame them.</summary>
    public const string OwnPages =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = NothingRuns;
        return next(context);
    });
}
