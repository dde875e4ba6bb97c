using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>All that is written when a turn ends, in one transaction.</summary>
/// <param name="Events">The last events; they follow those already stored.</param>
/// <param name="Answer">The answer; its <c>Seq</c> is given by the store. Null when there is nothing to keep.</param>
/// <param name="Usage">Rows for the ledger.</param>
public sealed record EndedTurn(
    string SessionId,
    string TurnId,
    TurnStatus Status,
    ImmutableArray<TurnEvent> Events,
    SessionMessage? Answer,
    ImmutableArray<UsageRecord> Usage,
    DateTimeOffset EndedAt)
{
    /// <summary>Whether it waited until now, so that its message joins the session only with its end.</summary>
    public bool NeverBegan { get; init; }
}
