using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Knowledge;
using AgentGrid.Naming;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>Runs one turn to its end: gathers what it needs, answers, and writes everything down. Holds no state.</summary>
internal sealed class TurnRunner(
    ISessionStore store,
    ITurnPipeline pipeline,
    TurnImages images,
    IEnumerable<IAgentTool> tools,
    IGrainFactory grains,
    IIdGenerator ids,
    TimeProvider clock)
{
    private readonly IAgentTool[] _tools = [.. tools];

    /// <exception cref="TurnLostException">The turn was ended by somebody else.</exception>
    public async Task RunAsync(RunningTurn running, TurnTask task, TurnFeed feed)
    {
        var turn = task.Turn;
        var input = await InputAsync(task);
        var recorder = new TurnRecorder(store, feed, input.Usage, turn.SessionId, turn.Id, turn.LastEventId, clock);
        await using var steps = new TurnSteps(pipeline, input, running.Stop);
        var (result, lastEvents) = await recorder.RecordAsync(steps.Reader);
        var ended = TurnEnding.Of(task, input.MessageId, result, lastEvents, running.Interrupted, clock.GetUtcNow());
        if (!(await store.EndTurnAsync(ended)).TryGet(out _, out var failure))
        {
            throw new TurnLostException(failure.Detail);
        }

        // Before the end is shown, so that who saw it finds the summary in the session.
        if (result.Summary is { } summary)
        {
            await store.AppendMessageAsync(turn.SessionId, TurnEnding.SummaryMessage(ids, turn, summary, clock.GetUtcNow()));
        }

        feed.Publish(ended.Events);
    }

    private async Task<TurnInput> InputAsync(TurnTask task)
    {
        var turn = task.Turn;
        var history = task.BeginsSession ? TurnHistory.Empty : await TurnHistory.LoadAsync(store, turn);
        var attachments = task.BeginsSession ? task.Attachments : history.Attachments;
        return new TurnInput
        {
            SessionId = turn.SessionId,
            TurnId = turn.Id,
            MessageId = ids.NewId(IdPrefixes.Message),
            UserId = task.UserId,
            Agent = task.Agent,
            History = history.Messages,
            HasCited = history.HasCited,
            Message = history.Message ?? turn.Message,
            ContinueFrom = history.ContinueFrom,
            Attachments = attachments,
            Images = await images.LoadAsync(turn.SessionId, attachments, history.Messages),
            Inputs = task.Inputs,
            Retrieve = task.Agent.HasFiles ? Search(task) : null,
            Tools = _tools,
            AcceptedAt = task.AcceptedAt,
        };
    }

    private RetrievePassages Search(TurnTask task)
    {
        var knowledge = task.Agent.Config.Knowledge;
        var owner = new UsageOwner(task.UserId, task.Agent.AgentId, task.Agent.Version, task.Turn.SessionId, task.Turn.Id);
        var index = grains.GetGrain<IKnowledgeIndexGrain>(task.Agent.AgentId);
        return (text, count, surround, cancellationToken) =>
            index.SearchAsync(
                new KnowledgeQuery(text, count, knowledge.Mode, knowledge.MinScore, surround, owner, IsMessage: true), cancellationToken);
    }
}
