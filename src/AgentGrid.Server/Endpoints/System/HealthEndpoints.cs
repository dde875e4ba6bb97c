using AgentGrid.Server.Problems;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Server.Endpoints.System;

/// <summary>What an orchestrator asks: <c>/healthz</c> (the process lives), <c>/readyz</c> (it can store).</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().WithTags("Health").WithName("Healthz")
            .WithSummary("Whether the process lives");
        app.MapGet("/readyz", ReadyAsync).AllowAnonymous().WithTags("Health").WithName("Readyz")
            .WithSummary("Whether the server can store, and so take work");
    }

    private static async Task<IResult> ReadyAsync(
        ISqlDatabase database, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new FailureResult(new Failure(FailureKind.Unavailable, FailureCodes.ServerStopping, "The server stops."));
        }

        // A write that changes no row still needs the write lock; a store that cannot be written throws, which answers 503.
        await database.WriteAsync(
            static session => session.ExecuteAsync("UPDATE store_info SET created_at = created_at"), cancellationToken);
        return TypedResults.Text("ready");
    }
}
