using AgentGrid.Agents;
using AgentGrid.Knowledge;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Problems;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Files;

/// <summary>An agent's files as a whole: <c>/api/agents/{id}/knowledge</c>.</summary>
internal static class KnowledgeEndpoints
{
    public static void MapKnowledge(this IEndpointRouteBuilder api) =>
        api.MapGet("/agents/{agentId}/knowledge", GetAsync).WithTags("Knowledge").WithName("GetKnowledge").RequireScope(Scopes.Files)
            .WithSummary("How many files and chunks there are, which vectors serve searches, and how far a change of them has come");

    private static async Task<Results<Ok<KnowledgeStatus>, FailureResult>> GetAsync(
        string agentId, CurrentCaller caller, IGrainFactory grains, IKnowledgeEpochStore epochs, CancellationToken cancellationToken)
    {
        var access = await grains.GetGrain<IAgentGrain>(agentId).AuthorizeAsync(caller, AgentAccess.Editor);
        return access.Succeeded
            ? TypedResults.Ok(await epochs.GetStatusAsync(agentId, cancellationToken))
            : new FailureResult(access.Failure);
    }
}
