using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>
/// Maps what vendors say when they refuse to our codes. Knows the error bodies of OpenAI and its imitators
/// (<c>{"error":{"message","type","code"}}</c>), Anthropic (<c>{"type":"error","error":{"type","message"}}</c>) and
/// Google (<c>{"error":{"code","message","status"}}</c>, also inside an array).
/// </summary>
internal static class ProviderErrors
{
    /// <summary>An error answer by its HTTP status, its body and its <c>Retry-After</c>; <paramref name="key"/> is not to be shown.</summary>
    public static LlmException FromResponse(int status, ReadOnlySpan<byte> body, TimeSpan? retryAfter, string? key)
    {
        var (message, kind) = Read(body);
        return Create(status, kind, message, retryAfter, key);
    }

    /// <summary>An error that arrived inside a successful stream: the <c>error</c> member of an event.</summary>
    public static LlmException FromEvent(JsonElement error, string? key)
    {
        var (message, kind, status) = Describe(error);
        return Create(status ?? StatusOf(kind), kind, message, retryAfter: null, key);
    }

    private static LlmException Create(int status, string kind, string? message, TimeSpan? retryAfter, string? key)
    {
        var code = CodeOf(status, kind, message);
        var retryable = code is LlmErrorCodes.RateLimited or LlmErrorCodes.Unavailable or LlmErrorCodes.ProviderError
            or LlmErrorCodes.Timeout;
        var text = ErrorText.Sanitise(message, key);
        var sentence = text.Length == 0 ? Default(code, status) : $"{Default(code, status)} It said: {text}";
        return new LlmException(code, sentence, retryable, retryAfter);
    }

    private static string CodeOf(int status, string kind, string? message)
    {
        if (kind is "context_length_exceeded" || (status is 400 or 413 or 422 && SaysContextLength(message)))
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

    private static bool SaysContextLength(string? message) =>
        Contains(message, "maximum context length")
        || Contains(message, "context length")
        || Contains(message, "context window")
        || Contains(message, "context size")
        || Contains(message, "reduce the length of the messages")
        || Contains(message, "prompt is too long")
        || Contains(message, "exceed context limit")
        || Contains(message, "input token count")
        || Contains(message, "too many tokens");

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

    private static (string? Message, string Kind) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error))
            {
                var (message, kind, _) = Describe(error);
                return (message, kind);
            }

            return root.ValueKind == JsonValueKind.Object ? (Text(root, "message") ?? Text(root, "detail"), "") : (null, "");
        }
        catch (JsonException)
        {
            // A proxy's HTML page or nothing at all: the status says enough, and a page is no sentence to show.
            return (null, "");
        }
    }

    private static (string? Message, string Kind, int? Status) Describe(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
        {
            return (error.GetString(), "", null);
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return (null, "", null);
        }

        int? status = error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number
            && code.TryGetInt32(out var number) && number is >= 400 and < 600
            ? number
            : null;
        var kind = Text(error, "code") ?? Text(error, "type") ?? Text(error, "status") ?? "";
        return (Text(error, "message"), kind, status);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

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
