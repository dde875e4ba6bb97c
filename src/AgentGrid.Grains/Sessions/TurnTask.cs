using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>What a turn is to be run with.</summary>
/// <param name="Inputs">The session's values of the agent's inputs.</param>
/// <param name="BeginsSession">Whether the session begins with the turn, so that there is no history to read.</param>
/// <param name="AcceptedAt">Timestamp of the clock at which the message was accepted.</param>
internal sealed record TurnTask(
    StoredTurn Turn,
    PinnedAgent Agent,
    string UserId,
    ImmutableDictionary<string, string> Inputs,
    bool BeginsSession,
    long AcceptedAt)
{
    /// <summary>The images of a message that begins its session; those of later messages are read with the history.</summary>
    public ImmutableArray<Attachment> Attachments { get; init; } = [];
}
