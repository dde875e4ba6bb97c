using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>What a turn is to be run with.</summary>
/// <param name="InputsOfNewSession">The inputs of a session that begins with the turn; null when the session is older.</param>
/// <param name="AcceptedAt">Timestamp of the clock at which the message was accepted.</param>
internal sealed record TurnTask(
    StoredTurn Turn,
    PinnedAgent Agent,
    string UserId,
    ImmutableDictionary<string, string>? InputsOfNewSession,
    long AcceptedAt);
