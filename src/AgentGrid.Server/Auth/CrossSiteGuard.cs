namespace AgentGrid.Server.Auth;

/// <summary>Refuses writes that a browser makes with our cookie on behalf of another site.</summary>
internal static class CrossSiteGuard
{
    public static Failure Failure { get; } = AgentGrid.Failure.Forbidden(
        FailureCodes.CrossSiteRequest, "Another site made this request with this browser's sign-in. Use an Authorization header instead.");

    public static bool Refuses(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site.ToString() is not ("same-origin" or "none");
        }

        // Browsers without fetch metadata send Origin with every such request; other clients send neither.
        return request.Headers.Origin is { Count: > 0 } origin
            && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
