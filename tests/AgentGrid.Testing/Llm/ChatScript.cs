using Microsoft.Extensions.AI;

namespace AgentGrid.Testing.Llm;

/// <summary>One prepared answer of a <see cref="ScriptedChatClient"/>.</summary>
public delegate IAsyncEnumerable<ChatResponseUpdate> ChatScript(CancellationToken cancellationToken);
