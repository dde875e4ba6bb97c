using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>Judges an answer that ended in order, but without a word or a tool call.</summary>
internal static class SilentAnswer
{
    /// <summary>
    /// Throws <see cref="LlmErrorCodes.UnusableAnswer"/>, unless the prompt ends with the results of tools that the model called with
    /// words of its own: then all was said before.
    /// </summary>
    public static void Check(IEnumerable<ChatMessage> messages)
    {
        foreach (var message in messages.Reverse())
        {
            if (message.Role == ChatRole.Assistant && !string.IsNullOrWhiteSpace(message.Text))
            {
                return;
            }

            if (message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
            {
                break;
            }
        }

        throw new LlmException(LlmErrorCodes.UnusableAnswer, "The model ended without an answer.", retryable: true);
    }
}
