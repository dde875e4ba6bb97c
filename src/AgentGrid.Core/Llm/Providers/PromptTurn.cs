using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>What one side says in a row.</summary>
internal sealed record PromptTurn(ChatRole Role, List<ChatMessage> Messages)
{
    public IEnumerable<AIContent> Contents => Messages.SelectMany(static message => message.Contents);

    public string Text => string.Join("\n\n", Messages.Select(static message => message.Text).Where(static text => text.Length > 0));
}
