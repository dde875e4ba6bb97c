using System.Text.Json.Serialization;
using AgentGrid.Sessions;

namespace AgentGrid.Client;

/// <summary>A message to an agent.</summary>
/// <param name="SessionId">The session it belongs to; null begins a new one.</param>
/// <param name="Version">The agent's version that a new session is pinned to; null for the active one.</param>
public sealed record ChatMessage(string AgentId, string Message, string? SessionId = null, int? Version = null)
{
    /// <summary>Images that come with the message; at most 8 of 5 MB each. Null: none.</summary>
    public IReadOnlyList<ImageAttachment>? Attachments { get; init; }

    /// <summary>Values of the agent's inputs by input id, for a new session: strings, numbers or booleans. Null: none.</summary>
    public IReadOnlyDictionary<string, object>? Inputs { get; init; }

    /// <summary>What happens when a turn of the session runs. Default: the message is refused with <c>turn_in_progress</c>.</summary>
    [JsonIgnore]
    public WhenBusy WhenBusy { get; init; }

    /// <summary>Names this message, so that sending it again has no second effect. Null: a new one for each call.</summary>
    [JsonIgnore]
    public string? IdempotencyKey { get; init; }
}
