namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// Decides whether a provider refused a prompt because it is too long: the caller can shorten it and ask again. Few vendors have a
/// code for it, several use a status that says something else (500, or an error inside a stream that began with 200), so their
/// words decide. The words of rate limits are alike, and are told apart by status and by the time they name.
/// </summary>
internal static class ContextLength
{
    private static readonly string[] Kinds =
    [
        "context_length_exceeded", "context_window_exceeded", "model_context_window_exceeded", "exceed_context_size_error",
        "request_too_large",
    ];

    // As OpenAI, Anthropic, Google, xAI, Mistral, Groq, Cohere, Bedrock, Moonshot, Zhipu and MiniMax say it, and the servers
    // vLLM, SGLang, TGI, llama.cpp, Ollama and LM Studio.
    private static readonly string[] Phrases =
    [
        "context length",
        "context window",
        "context size",
        "context limit",
        "maximum prompt length",
        "maximum model length",
        "maximum input length",
        "exceeds max length",
        "exceeded model token limit",
        "too large for model",
        "prompt is too long",
        "input is too long",
        "input token count",
        "input tokens exceed",
        "too many tokens",
        "too many input tokens",
        "`inputs` tokens + `max_new_tokens` must be",
        "`inputs` must have less than",
        "range of input length should be",
        "reduce the length of the messages",
        "reduce the length of the prompt",
        "reduce the length of the input",
        "reduce your message size",
    ];

    private static readonly string[] RateLimits = ["per minute", "per min", "per hour", "per day", "rate limit", "please wait"];

    /// <param name="status">The HTTP status, or the one that an error inside a stream stands for.</param>
    /// <param name="kind">The vendor's own name of the error, empty where it has none.</param>
    /// <param name="message">The vendor's words.</param>
    public static bool IsExceeded(int status, string kind, string? message)
    {
        if (Array.IndexOf(Kinds, kind) >= 0)
        {
            return true;
        }

        // 413 is about this one request, also where it names a limit for each minute: waiting would not help.
        return status is not (401 or 402 or 403 or 404 or 408 or 429)
            && Says(message, Phrases)
            && (status == 413 || !Says(message, RateLimits));
    }

    private static bool Says(string? message, string[] phrases) =>
        message is not null && Array.Exists(phrases, phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}
