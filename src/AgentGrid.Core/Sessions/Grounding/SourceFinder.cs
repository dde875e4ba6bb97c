using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Finds the sources of an answer. A follow-up is first said in full by the agent's model, and so is a thin message that finds
/// nothing by itself; every other message costs one search and no model call.
/// </summary>
internal sealed class SourceFinder(IChatClient chat, IProviderRegistry registry, TimeProvider clock)
{
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
        var query = pointsBack ? await InFullAsync(input, sink, stop) : input.Message;
        var outcome = await SearchAsync(input, query, stop);
        if (!outcome.TryGet(out var found, out var failure))
        {
            return failure;
        }

        if (isFollowUp && !pointsBack && found.Confidence < KnowledgeMatches.OffTopic && FollowUp.IsThin(input.Message))
        {
            var again = await SearchAsync(input, await InFullAsync(input, sink, stop), stop);
            found = again.TryGet(out var better, out _) && better.Confidence > found.Confidence ? better : found;
        }

        return new FoundSources(
            [.. found.Hits.Select((hit, index) => new Citation(
                index + 1, hit.ChunkId, hit.FileId, hit.FileName, hit.Page, hit.Heading, hit.Score, hit.Text))],
            found.Confidence);
    }

    private static Task<Outcome<SearchResult>> SearchAsync(TurnInput input, string query, CancellationToken stop) =>
        input.Retrieve!(query, input.Agent.Config.Knowledge.TopK, stop);

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
