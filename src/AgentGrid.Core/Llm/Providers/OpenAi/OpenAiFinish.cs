using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>Why an answer ended. Imitators have names of their own for the end; what is not known to be another thing is the plain one.</summary>
internal static class OpenAiFinish
{
    /// <summary>The reason, or null where the server gave the answer up.</summary>
    public static ChatFinishReason? Of(string reason) => reason.ToLowerInvariant() switch
    {
        "length" or "model_length" or "max_tokens" => ChatFinishReason.Length,
        "content_filter" or "sensitive" or "safety" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "error" or "abort" or "aborted" or "cancelled" or "canceled" or "timeout" or "network_error" or "insufficient_system_resource" => null,
        _ => ChatFinishReason.Stop,
    };
}
