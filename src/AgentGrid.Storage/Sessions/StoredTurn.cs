namespace AgentGrid.Storage.Sessions;

/// <summary>A row of <c>chat_turns</c>.</summary>
/// <param name="RequestHash">Hash of the request that began it.</param>
/// <param name="Message">The user's message.</param>
/// <param name="UserMessageId">The id of the user's message; a turn that continues another has none of its own.</param>
/// <param name="AnswerMessageId">The stored answer; null until the turn ended.</param>
/// <param name="LastEventId">Id of the last stored event; 0 before the first.</param>
/// <param name="ContinuesTurnId">The interrupted turn that this one goes on with.</param>
public sealed record StoredTurn(
    string Id,
    string SessionId,
    TurnStatus Status,
    string RequestHash,
    string Message,
    string? UserMessageId,
    string? AnswerMessageId,
    int AgentVersion,
    string Model,
    long LastEventId,
    string? ContinuesTurnId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt);
