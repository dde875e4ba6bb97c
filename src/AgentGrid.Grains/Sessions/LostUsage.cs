using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Sessions;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>What a turn that a crash left open had used, from what is stored of it.</summary>
internal sealed class LostUsage(ISessionStore store, ILostCalls calls, IIdGenerator ids, TimeProvider clock)
{
    public async Task<ImmutableArray<UsageRecord>> OfAsync(Session session, StoredTurn turn, TurnTranscript transcript)
    {
        var scope = new UsageScope
        {
            UserId = session.UserId,
            AgentId = session.AgentId,
            AgentVersion = turn.AgentVersion,
            SessionId = session.Id,
            TurnId = turn.Id,
        };
        if (transcript.Usage is { } known)
        {
            return [.. known.Calls.Select(call => RecordOf(call, scope))];
        }

        if (transcript.Text.Length == 0 && transcript.ToolCalls.IsEmpty)
        {
            // No provider had answered yet.
            return [];
        }

        var history = await TurnHistory.LoadAsync(store, turn);
        var sent = history.Messages.Select(message => message.Content)
            .Append(turn.Message)
            .Concat(transcript.Citations.Select(citation => citation.Text));
        return [calls.Estimate(scope, turn.Model, sent, transcript.Text)];
    }

    private UsageRecord RecordOf(UsageCall call, UsageScope scope) => new(
        ids.NewId(IdPrefixes.Usage),
        scope.UserId,
        scope.AgentId,
        scope.AgentVersion,
        scope.SessionId,
        scope.TurnId,
        call.Purpose,
        call.Provider,
        call.Model,
        call.InputTokens,
        call.CachedInputTokens,
        call.OutputTokens,
        ReasoningTokens: 0,
        call.CostUsd,
        call.Estimated,
        call.Outcome,
        DurationMs: 0,
        clock.GetUtcNow());
}
