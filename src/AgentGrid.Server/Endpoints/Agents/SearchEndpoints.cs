using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Knowledge;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Agents;
using AgentGrid.Server.Problems;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Agents;

/// <summary>Search over an agent's knowledge: <c>/api/agents/{id}/search</c>.</summary>
internal static class SearchEndpoints
{
    private const int MaxTopK = 50;
    private const int MaxQueryLength = 4_000;

    public static void MapSearch(this IEndpointRouteBuilder api) =>
        api.MapPost("/agents/{agentId}/search", SearchAsync).WithTags("Knowledge").WithName("SearchKnowledge").RequireScope(Scopes.AgentsRead)
            .WithSummary("The passages of the agent's files that fit a question, best first")
            .WithDescription(
                "Asks no model, so it costs no more than the embedding of the question, and shows what each arm of the search found: the agent's `knowledge.rerank` and the rewriting "
                + "of follow-ups belong to chat turns. `confidence` is the share of the question that the best passage covers, 0 to 1; below a "
                + "third the files most likely say nothing about it.");

    private static async Task<Results<Ok<SearchResult>, FailureResult>> SearchAsync(
        string agentId, SearchRequest request, CurrentCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var pinned = await grains.GetGrain<IAgentGrain>(agentId).PinAsync(caller, null);
        if (!pinned.TryGet(out var agent, out var failure))
        {
            return new FailureResult(failure);
        }

        if (Check(request) is { } bad)
        {
            return new FailureResult(bad);
        }

        // Whoever searches by hand wants to see the weak hits too, so no score is too low here.
        var knowledge = agent.Config.Knowledge;
        var query = new KnowledgeQuery(request.Query, request.TopK ?? knowledge.TopK, request.Mode ?? knowledge.Mode, MinScore: 0)
        {
            Owner = new UsageOwner(caller.UserId, agentId, agent.Version),
        };
        return (await grains.GetGrain<IKnowledgeIndexGrain>(agentId).SearchAsync(query, cancellationToken)).ToOk();
    }

    private static Failure? Check(SearchRequest request) =>
        string.IsNullOrWhiteSpace(request.Query) || request.Query.Length > MaxQueryLength
            ? Failure.Invalid(FailureCodes.InvalidRequest, $"'query' must have 1 to {MaxQueryLength} characters.")
        : request.TopK is < 1 or > MaxTopK
            ? Failure.Invalid(FailureCodes.InvalidRequest, $"'topK' must be between 1 and {MaxTopK}.")
        : null;
}
