namespace AgentGrid.Server.Routing;

/// <summary>Answers 404 for paths that nothing serves before anyone is asked to sign in for them.</summary>
internal sealed class UnknownRouteMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint() is not null)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
