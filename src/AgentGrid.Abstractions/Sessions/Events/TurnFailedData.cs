namespace AgentGrid.Sessions.Events;

/// <summary>Data of <c>turn.failed</c>.</summary>
/// <param name="MessageId">The message that keeps the text so far.</param>
/// <param name="RetryAfter">Seconds to wait before trying again, where the model's provider said so.</param>
public sealed record TurnFailedData(string Code, string Message, bool Retryable, string? MessageId = null, long? RetryAfter = null);
