namespace AgentGrid.Storage.Sessions;

/// <summary>The outcome of beginning a turn.</summary>
/// <param name="Existing">Whether it had been begun before: nothing was written now.</param>
public sealed record BegunTurn(StoredTurn Turn, bool Existing);
