using System.Collections.Immutable;

namespace AgentGrid.Sessions;

/// <summary>A message to a session.</summary>
/// <param name="AgentId">The agent; a session belongs to one.</param>
/// <param name="TurnId">The turn's id, chosen by the caller so that a repeated request is recognised.</param>
/// <param name="NewSession">Whether the session begins with this message.</param>
/// <param name="Version">The version a new session is pinned to; null for the active one.</param>
/// <param name="Inputs">Values of the agent's inputs, for a new session.</param>
/// <param name="RequestHash">Hash of the request; the same turn id with another hash is refused.</param>
[GenerateSerializer, Immutable, Alias("start-turn")]
public sealed record StartTurn(
    [property: Id(0)] string AgentId,
    [property: Id(1)] string TurnId,
    [property: Id(2)] string Message,
    [property: Id(3)] bool NewSession,
    [property: Id(4)] int? Version,
    [property: Id(5)] ImmutableDictionary<string, string> Inputs,
    [property: Id(6)] WhenBusy WhenBusy,
    [property: Id(7)] string RequestHash)
{
    /// <summary>Images that come with the message, their bytes stored already.</summary>
    [Id(8)]
    public ImmutableArray<AttachedImage> Images { get; init; } = [];
}
