using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>The grain engine from inside: <c>/api/admin/grid</c>.</summary>
internal static class AdminGridEndpoints
{
    public static void MapAdminGrid(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/grid", ReadAsync).WithName("GetGrid")
            .WithSummary("Silos, activations by grain type, calls and latency by method");

    private static async Task<Ok<GridView>> ReadAsync([FromServices] IGridReader grid, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grid.ReadAsync(cancellationToken));
}
