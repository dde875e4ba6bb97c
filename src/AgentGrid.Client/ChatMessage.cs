namespace AgentGrid.Client;

/// <summary>A message to an agent.</summary>
/// <param name="SessionId">The session it belongs to; null begins a new one.</param>
/// <param name="Version">The agent's version that a new session is pinned to; null for the active one.</param>
public sealed record ChatMessage(string AgentId, string Message, string? SessionId = null, int? Version = null)
{
    /// <summary>Images that come with the message; at most 8 of 5 MB each. Null: none.</summary>
    public IReadOnlyList<ImageAttachment>? Attachments { get; init; }
}
