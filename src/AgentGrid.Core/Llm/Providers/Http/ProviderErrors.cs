using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>Maps what vendors say when they refuse to our codes.</summary>
internal static class ProviderErrors
{
    /// <summary>An error answer by its HTTP status, its body and its <c>Retry-After</c>; <paramref name="key"/> is not to be shown.</summary>
    public static LlmException FromResponse(int status, ReadOnlySpan<byte> body, TimeSpan? retryAfter, string? key)
    {
        var error = ErrorBody.Parse(body);
        return Create(status, error, retryAfter ?? error.RetryAfter, key);
    }

    /// <summary>An error that arrived inside a successful stream: the <c>error</c> member of an event.</summary>
    public static LlmException FromEvent(JsonElement body, string? key)
    {
        var error = ErrorBody.Of(body);
        return Create(error.Status ?? StatusOf(error.Kind), error, error.RetryAfter, key);
    }

    private static LlmException Create(int status, ErrorBody error, TimeSpan? retryAfter, string? key)
    {
        var code = CodeOf(status, error.Kind, error.Message);
        var retryable = code is LlmErrorCodes.RateLimited or LlmErrorCodes.Unavailable or LlmErrorCodes.ProviderError
            or LlmErrorCodes.Timeout;
        var text = ErrorText.Sanitise(error.Message, key);
        var sentence = text.Length == 0 ? Default(code, status) : $"{Default(code, status)} It said: {text}";
        return new LlmException(code, sentence, retryable, retryAfter);
    }

    private static string CodeOf(int status, string kind, string? message)
    {
        if (ContextLength.IsExceeded(status, kind, message))
        {
            return LlmErrorCodes.ContextTooLong;
        }

        if (kind is "insufficient_quota" or "billing_error" or "billing_hard_limit_reached" || status == 402)
        {
            return LlmErrorCodes.QuotaExceeded;
        }

        return status switch
        {
            401 or 403 => LlmErrorCodes.Unauthorized,
            400 when kind is "API_KEY_INVALID" or "invalid_api_key"
                || Contains(message, "API key not valid") => LlmErrorCodes.Unauthorized,
            404 => LlmErrorCodes.ModelNotFound,
            408 => LlmErrorCodes.Timeout,
            429 => LlmErrorCodes.RateLimited,
            503 or 529 => LlmErrorCodes.Unavailable,
            409 or >= 500 => LlmErrorCodes.ProviderError,
            _ => LlmErrorCodes.BadRequest,
        };
    }

    private static bool Contains(string? text, string part) =>
        text is not null && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Default(string code, int status) => code switch
    {
        LlmErrorCodes.Unauthorized => "The model provider refused the key.",
        LlmErrorCodes.RateLimited => "The model provider is limiting requests.",
        LlmErrorCodes.QuotaExceeded => "The model provider's account has no credit left.",
        LlmErrorCodes.Unavailable => "The model provider is overloaded.",
        LlmErrorCodes.ModelNotFound => "The model provider does not know this model.",
        LlmErrorCodes.ContextTooLong => "The conversation is longer than the model can read.",
        LlmErrorCodes.Timeout => "The model provider timed out.",
        LlmErrorCodes.BadRequest => $"The model provider refused the request (status {status}).",
        _ => $"The model provider failed (status {status}).",
    };

    private static int StatusOf(string kind) => kind switch
    {
        "authentication_error" or "permission_error" or "invalid_api_key" => 401,
        "rate_limit_error" or "rate_limit_exceeded" or "RESOURCE_EXHAUSTED" => 429,
        "overloaded_error" or "UNAVAILABLE" => 529,
        "invalid_request_error" or "INVALID_ARGUMENT" => 400,
        "not_found_error" or "NOT_FOUND" => 404,
        "timeout_error" or "DEADLINE_EXCEEDED" => 408,
        _ => 500,
    };
}
