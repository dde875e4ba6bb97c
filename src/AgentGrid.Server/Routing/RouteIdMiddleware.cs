using AgentGrid.Server.Problems;

namespace AgentGrid.Server.Routing;

/// <summary>Answers 404 for ids in the path that cannot exist, so that nothing is woken or looked up for them.</summary>
internal sealed class RouteIdMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var (parameter, value) in context.Request.RouteValues)
        {
            if (IdKind.ByParameter.TryGetValue(parameter, out var kind) && !kind.IsWellFormed(value as string))
            {
                return ProblemWriter.WriteAsync(context, kind.NotFound);
            }
        }

        return next(context);
    }
}
