using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Why an answer ended. Only reasons that are known to be an end are one: the others give the answer up.</summary>
internal static class GeminiFinish
{
    /// <summary>The reason; throws what it stands for where the answer was given up.</summary>
    public static ChatFinishReason Of(string reason) => reason switch
    {
        "STOP" => ChatFinishReason.Stop,
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR" or "IMAGE_SAFETY"
            or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => ChatFinishReason.ContentFilter,
        "MALFORMED_FUNCTION_CALL" => throw GaveUp("The model wrote a tool call that it could not finish."),
        "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" => throw GaveUp("The model called a tool that it was not to call."),
        "LANGUAGE" => throw GaveUp("The model does not speak the language of the conversation.", retryable: false),
        _ => throw GaveUp("The model gave its answer up."),
    };

    private static LlmException GaveUp(string message, bool retryable = true) => new(LlmErrorCodes.UnusableAnswer, message, retryable);
}
