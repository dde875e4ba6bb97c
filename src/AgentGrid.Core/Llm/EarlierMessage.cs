using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm;

/// <summary>Marks what was said before the message that is answered: what a prompt that proves too long can go without.</summary>
internal static class EarlierMessage
{
    private const string Key = "agentgrid.earlier";

    public static ChatMessage Mark(ChatMessage message)
    {
        (message.AdditionalProperties ??= [])[Key] = true;
        return message;
    }

    public static bool Is(ChatMessage message) => message.AdditionalProperties?.ContainsKey(Key) == true;
}
