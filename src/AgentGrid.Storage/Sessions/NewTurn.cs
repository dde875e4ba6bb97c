using System.Collections.Immutable;
using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>A turn to begin.</summary>
/// <param name="NewSession">The session to make with it, or null when the session exists.</param>
/// <param name="UserMessageId">Null for a turn that continues another: no message is added.</param>
/// <param name="Events">Its first events, from id 1.</param>
/// <param name="Queue">Whether it waits when another turn runs, rather than fail.</param>
public sealed record NewTurn(
    string SessionId,
    string TurnId,
    string RequestHash,
    string Message,
    string? UserMessageId,
    int AgentVersion,
    string Model,
    ImmutableArray<TurnEvent> Events,
    DateTimeOffset StartedAt,
    NewSession? NewSession = null,
    bool Queue = false,
    string? ContinuesTurnId = null)
{
    /// <summary>Images that come with the user's message.</summary>
    public ImmutableArray<AttachedImage> Images { get; init; } = [];

    /// <summary>Whether others wait before it, so that it may not begin even though none runs.</summary>
    public bool Behind { get; init; }
}
