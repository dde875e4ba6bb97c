using AgentGrid.Server.Health;
using AgentGrid.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.System;

/// <summary>What an orchestrator asks: <c>/healthz</c> (the process lives), <c>/readyz</c> (it can store).</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", Alive).AllowAnonymous().WithTags("Health").WithName("Healthz").WithSummary("Whether the process lives");
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().WithTags("Health").WithName("Readyz")
            .WithSummary("Whether the server can store, and so take work");

        // Load balancers and uptime checks ask with HEAD.
        app.MapMethods("/healthz", [HttpMethods.Head], Alive).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/readyz", [HttpMethods.Head], ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static ContentHttpResult Alive() => TypedResults.Text("ok");

    private static async Task<IResult> ReadyAsync(
        StoreProbe store, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new FailureResult(new Failure(FailureKind.Unavailable, FailureCodes.ServerStopping, "The server stops."));
        }

        // A store that cannot be written throws, which answers 503.
        await store.CheckAsync(cancellationToken);
        return TypedResults.Text("ready");
    }
}
