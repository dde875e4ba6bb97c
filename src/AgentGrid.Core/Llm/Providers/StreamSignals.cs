using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>What an update of a provider's stream means to the chain above it.</summary>
internal static class StreamSignals
{
    /// <summary>The provider is alive but shows nothing. Resets the idle timeout and goes no further. Compared by reference.</summary>
    public static ChatResponseUpdate Heartbeat { get; } = new();

    /// <summary>
    /// Part of a tool call has come, which is shown only when it is whole. It counts as a token: the answer has begun.
    /// Only the first one of an answer goes up the chain. Compared by reference.
    /// </summary>
    public static ChatResponseUpdate ToolProgress { get; } = new(ChatRole.Assistant, (IList<AIContent>)[]);

    /// <summary>
    /// Whether the update is (part of) the answer. Before the first of these a call may be tried again or elsewhere;
    /// after it, never.
    /// </summary>
    public static bool IsToken(ChatResponseUpdate update)
    {
        if (update.FinishReason is not null || ReferenceEquals(update, ToolProgress))
        {
            return true;
        }

        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not UsageContent)
            {
                return true;
            }
        }

        return false;
    }
}
