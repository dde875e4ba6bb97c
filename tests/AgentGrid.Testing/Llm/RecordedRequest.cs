using Microsoft.Extensions.AI;

namespace AgentGrid.Testing.Llm;

/// <summary>What a <see cref="ScriptedChatClient"/> was asked.</summary>
public sealed record RecordedRequest(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options);
