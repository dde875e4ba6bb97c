namespace AgentGrid.Server.Routing;

/// <summary>Answers what no route takes before anyone is asked to sign in for it: 404 for a path, 405 for a method, 415 for a body.</summary>
internal sealed class UnknownRouteMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);

            // Routing's own, for a path whose routes take another method or another Content-Type.
            case { RequestDelegate: { } refuse }:
                return refuse(context);

            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
