using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Rag.Reranking;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Finds the sources of an answer. A follow-up is first said in full by the agent's model, and so is a thin message that finds
/// nothing by itself. Where the agent's config says so, a model reorders what was found. Every other message costs one search and
/// no model call.
/// </summary>
internal sealed class SourceFinder(IChatClient chat, IProviderRegistry registry, TimeProvider clock)
{
    /// <summary>Passages that a model chooses from when it reranks.</summary>
    public const int RerankPool = 24;

    private static readonly SearchOrder Unchanged = new();

    private const int MostHits = 50;
    private const int PoolPerSource = 3;
    private const int RerankOutputTokens = 600;

    // A first passage this much better than the second needs no second opinion.
    private const double FarAhead = 0.5;

    /// <summary>Whether the message is one to search for: the agent has files to search, and it is not just a greeting.</summary>
    public static bool Wants(TurnInput input) =>
        input.Retrieve is not null
        && input.Agent.Config.Knowledge.Enabled
        && SmallTalk.Recognise(input.Message) == SmallTalkKind.None;

    /// <param name="sink">Where the usage of the calls beside the search goes.</param>
    /// <exception cref="OperationCanceledException">The turn was stopped.</exception>
    public async Task<Outcome<FoundSources>> FindAsync(TurnInput input, IUsageSink sink, CancellationToken stop)
    {
        var isFollowUp = FollowUp.Previous(input.History) is not null;
        var pointsBack = isFollowUp && FollowUp.PointsBack(input.Message);
        var query = pointsBack ? await InFullAsync(input, sink, stop) : Courtesy.Strip(input.Message);
        var outcome = await SearchAsync(input, query, sink, stop);
        if (!outcome.TryGet(out var found, out var failure))
        {
            return failure;
        }

        if (isFollowUp && !pointsBack && found.Confidence < KnowledgeMatches.OffTopic && FollowUp.IsThin(input.Message))
        {
            var inFull = await InFullAsync(input, sink, stop);
            var again = await SearchAsync(input, inFull, sink, stop);
            if (again.TryGet(out var better, out _) && better.Confidence > found.Confidence)
            {
                (query, found) = (inFull, better);
            }
        }

        var order = await RerankerFor(input, found.Hits, sink).RankAsync(
            query, [.. found.Hits.Select(hit => new RerankPassage(hit.Text, hit.FileName, hit.Heading))], stop);
        return new FoundSources(
            [.. order.Take(input.Agent.Config.Knowledge.TopK).Select((place, index) => ToCitation(found.Hits[place], index + 1))],
            found.Surroundings,
            found.Confidence);
    }

    private static Citation ToCitation(SearchHit hit, int number) =>
        new(number, hit.ChunkId, hit.FileId, hit.FileName, hit.Page, hit.Heading, hit.Score, hit.Text);

    private async Task<Outcome<SearchResult>> SearchAsync(TurnInput input, string query, IUsageSink sink, CancellationToken stop)
    {
        var wanted = input.Agent.Config.Knowledge.TopK;
        var pool = Reranks(input) ? Math.Clamp(wanted * PoolPerSource, RerankPool, MostHits) : wanted;

        // The offline provider quotes what was found and reads nothing around it.
        var outcome = await input.Retrieve!(query, pool, HasModel(input) ? SourceWindow.Reach : 0, stop);
        foreach (var call in outcome.Value?.Usage ?? [])
        {
            sink.Record(call);
        }

        return outcome;
    }

    private IReranker RerankerFor(TurnInput input, ImmutableArray<SearchHit> hits, IUsageSink sink) =>
        Reranks(input) && hits.Length > 1 && hits[1].Score > hits[0].Score * FarAhead
            ? new ModelReranker(chat, TurnOptions.Beside(input, sink, UsagePurposes.Rerank, RerankOutputTokens), clock)
            : Unchanged;

    private bool Reranks(TurnInput input) => input.Agent.Config.Knowledge.Rerank && HasModel(input);

    private async Task<string> InFullAsync(TurnInput input, IUsageSink sink, CancellationToken stop) =>
        (HasModel(input) ? await new QueryRewriter(chat, clock).RewriteAsync(input, sink, stop) : null)
        ?? FollowUp.Joined(input.Message, input.History);

    /// <summary>Whether a model beyond the offline provider can be asked.</summary>
    private bool HasModel(TurnInput input)
    {
        var catalog = registry.Current;
        return input.Agent.Config.FallbackModels
            .Prepend(input.Agent.Config.Model)
            .Any(name => catalog.Resolve(name).TryGet(out var model, out _) && model.Usable && model.Provider.Type != ProviderTypes.Offline);
    }
}
