using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Server.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>What admins change while the server runs: <c>/api/admin/settings</c>.</summary>
internal static class AdminSettingsEndpoints
{
    public static void MapAdminSettings(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/settings", GetAsync).WithName("GetSettings").WithSummary("Model aliases and prices; the ETag is what If-Match takes");
        admin.MapPut("/settings", SaveAsync).WithName("SaveSettings")
            .WithSummary("Set aliases or prices: what is left out stays, what is given replaces all of its kind");
    }

    private static async Task<Ok<SettingsView>> GetAsync(SettingsAdmin settings, HttpContext context, CancellationToken cancellationToken) =>
        Tagged(await settings.GetAsync(cancellationToken), context);

    private static async Task<Results<Ok<SettingsView>, FailureResult>> SaveAsync(
        SettingsRequest request, CurrentCaller caller, SettingsAdmin settings, HttpContext context, CancellationToken cancellationToken)
    {
        var basedOn = VersionTag.ReadOptional(context.Request);
        if (!basedOn.Succeeded)
        {
            return new FailureResult(basedOn.Failure);
        }

        return (await settings.SaveAsync(request, basedOn.Value, caller.UserId, cancellationToken)).TryGet(out var saved, out var failure)
            ? Tagged(saved, context)
            : new FailureResult(failure);
    }

    private static Ok<SettingsView> Tagged(SettingsView settings, HttpContext context)
    {
        VersionTag.Write(context.Response, (int)settings.Revision);
        return TypedResults.Ok(settings);
    }
}
