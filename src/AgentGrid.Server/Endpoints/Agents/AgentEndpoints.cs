using AgentGrid.Agents;
using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Agents;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Storage.Agents;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Agents;

/// <summary>Agents: <c>/api/agents</c>.</summary>
internal static class AgentEndpoints
{
    public static void MapAgents(this IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("Agents");
        agents.MapPost("", CreateAsync).WithName("CreateAgent").RequireScope(Scopes.AgentsWrite, UserRole.Creator)
            .WithSummary("Make an agent; version 1 is active at once").WithMetadata(new IdempotentAttribute());
        agents.MapGet("", ListAsync).WithName("ListAgents").RequireScope(Scopes.AgentsRead)
            .WithSummary("The caller's agents and those shared with them, changed last first");
        agents.MapGet("/{agentId}", GetAsync).WithName("GetAgent").RequireScope(Scopes.AgentsRead)
            .WithSummary("An agent with its active config, or that of ?version=; the ETag is what If-Match takes");
        agents.MapPut("/{agentId}", UpdateAsync).WithName("UpdateAgent").RequireScope(Scopes.AgentsWrite)
            .WithSummary("Add a version, active at once unless ?draft=true; needs If-Match");
        agents.MapDelete("/{agentId}", DeleteAsync).WithName("DeleteAgent").RequireScope(Scopes.AgentsWrite)
            .WithSummary("Delete the agent with its versions, sessions, files and vectors; answers a receipt to poll; a stale If-Match is refused");
        api.MapGet("/deletions/{receiptId}", GetReceiptAsync).WithTags("Agents").WithName("GetDeletion").RequireScope(Scopes.AgentsRead)
            .WithSummary("How far a deletion has come");
    }

    private static async Task<Results<Created<Agent>, FailureResult>> CreateAsync(
        CreateAgentRequest request, RequestIds ids, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        var agentId = ids.NewId(IdPrefixes.Agent);
        var created = await grains.GetGrain<IAgentGrain>(agentId)
            .CreateAsync(caller, new CreateAgent(request.Name, request.Description, request.Config));
        return Tag(context, created).ToCreated(agent => $"/api/agents/{agent.Id}");
    }

    private static async Task<Results<Ok<Page<AgentSummary>>, FailureResult>> ListAsync(
        string? query, [AsParameters] PageQuery paging, CurrentCaller caller, IAgentStore agents, CancellationToken cancellationToken)
    {
        if (QueryText.CheckSearch(query) is { } bad)
        {
            return new FailureResult(bad);
        }

        return paging.ToRequest().TryGet(out var page, out var failure)
            ? (await agents.ListForUserAsync(caller.UserId, query, page, cancellationToken)).ToOk()
            : new FailureResult(failure);
    }

    private static async Task<Results<Ok<Agent>, FailureResult>> GetAsync(
        string agentId, int? version, CurrentCaller caller, IGrainFactory grains, HttpContext context) =>
        Tag(context, await grains.GetGrain<IAgentGrain>(agentId).GetAsync(caller, version)).ToOk();

    private static async Task<Results<Ok<Agent>, FailureResult>> UpdateAsync(
        string agentId, bool? draft, UpdateAgentRequest request, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        // Who may not see the agent learns nothing from the version either.
        var agent = grains.GetGrain<IAgentGrain>(agentId);
        var tag = VersionTag.Read(context.Request);
        if (!tag.Succeeded)
        {
            var access = await agent.AuthorizeAsync(caller, AgentAccess.Editor);
            return new FailureResult(access.Failure ?? tag.Failure);
        }

        var command = new UpdateAgent(
            tag.Value, request.Name, request.Description, request.Config, request.Note, draft ?? false);
        return Tag(context, await agent.UpdateAsync(caller, command)).ToOk();
    }

    private static async Task<Results<Accepted<DeletionReceipt>, FailureResult>> DeleteAsync(
        string agentId, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        var agent = grains.GetGrain<IAgentGrain>(agentId);
        var tag = VersionTag.ReadOptional(context.Request);
        return tag.Succeeded
            ? (await agent.DeleteAsync(caller, tag.Value)).ToAccepted(receipt => $"/api/deletions/{receipt.Id}")
            : new FailureResult((await agent.AuthorizeAsync(caller, AgentAccess.Owner)).Failure ?? tag.Failure);
    }

    private static async Task<Results<Ok<DeletionReceipt>, FailureResult>> GetReceiptAsync(
        string receiptId, CurrentCaller caller, IAgentStore agents, CancellationToken cancellationToken) =>
        await agents.FindDeletionAsync(receiptId, cancellationToken) is { } deletion && deletion.RequestedBy == caller.UserId
            ? TypedResults.Ok(deletion.Receipt)
            : new FailureResult(IdKind.Receipt.NotFound);

    private static Outcome<Agent> Tag(HttpContext context, Outcome<Agent> outcome)
    {
        if (outcome.TryGet(out var agent, out _))
        {
            VersionTag.Write(context.Response, agent.LatestVersion);
        }

        return outcome;
    }
}
