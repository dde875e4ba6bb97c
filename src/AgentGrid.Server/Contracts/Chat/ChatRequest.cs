using System.Collections.Immutable;
using System.Text.Json;

namespace AgentGrid.Server.Contracts.Chat;

/// <summary>A message to an agent.</summary>
/// <param name="SessionId">The session it belongs to; absent begins a new one.</param>
/// <param name="Version">The agent's version that a new session is pinned to. Default: the active one.</param>
/// <param name="Inputs">Values of the agent's inputs, for a new session: strings, numbers or booleans by input id.</param>
/// <param name="Attachments">At most 8 images (PNG, JPEG, GIF, WebP), 5 MB each and 16 MB together. Documents are uploaded to the agent instead.</param>
internal sealed record ChatRequest(
    string AgentId,
    string Message,
    string? SessionId = null,
    int? Version = null,
    ImmutableDictionary<string, JsonElement>? Inputs = null,
    ImmutableArray<ChatAttachment>? Attachments = null);
