namespace AgentGrid.Storage.Idempotency;

/// <summary>The outcome of claiming a key.</summary>
/// <param name="Response">The stored response, protected by its writer, when the state is <see cref="IdempotencyState.Done"/>.</param>
public sealed record IdempotencyClaim(IdempotencyState State, string? Response = null);
