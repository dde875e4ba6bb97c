using AgentGrid.Agents;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Agents;

/// <summary>The history of an agent: <c>/api/agents/{id}/versions</c>.</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder api)
    {
        var versions = api.MapGroup("/agents/{agentId}/versions").WithTags("Agents");
        versions.MapGet("", ListAsync).WithName("ListVersions").RequireScope(Scopes.AgentsRead)
            .WithSummary("The agent's versions, newest first");
        versions.MapGet("/{version}", GetAsync).WithName("GetVersion").RequireScope(Scopes.AgentsRead).WithSummary("One version");
        versions.MapPost("/{version}/activate", ActivateAsync).WithName("ActivateVersion").RequireScope(Scopes.AgentsWrite)
            .WithSummary("Make a version the active one: rollback or publish; a stale If-Match is refused");
    }

    private static async Task<Results<Ok<Page<AgentVersion>>, FailureResult>> ListAsync(
        string agentId, [AsParameters] PageQuery paging, CurrentCaller caller, IGrainFactory grains) =>
        paging.ToRequest().TryGet(out var page, out var failure)
            ? (await grains.GetGrain<IAgentGrain>(agentId).ListVersionsAsync(caller, page)).ToOk()
            : new FailureResult(failure);

    private static async Task<Results<Ok<AgentVersion>, FailureResult>> GetAsync(
        string agentId, int version, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IAgentGrain>(agentId).GetVersionAsync(caller, version)).ToOk();

    private static async Task<Results<Ok<Agent>, FailureResult>> ActivateAsync(
        string agentId, int version, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        var grain = grains.GetGrain<IAgentGrain>(agentId);
        var tag = VersionTag.ReadOptional(context.Request);
        if (!tag.Succeeded)
        {
            return new FailureResult((await grain.AuthorizeAsync(caller, AgentAccess.Editor)).Failure ?? tag.Failure);
        }

        var activated = await grain.ActivateAsync(caller, version, tag.Value);
        if (activated.TryGet(out var agent, out _))
        {
            VersionTag.Write(context.Response, agent.LatestVersion);
        }

        return activated.ToOk();
    }
}
