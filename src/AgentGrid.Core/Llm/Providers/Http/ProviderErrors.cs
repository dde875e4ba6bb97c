using System.Text.Json;

namespace AgentGrid.Core.Llm.Providers.Http;

/// <summary>Maps what vendors say when they refuse to our codes.</summary>
internal static class ProviderErrors
{
    /// <summary>The longest wait that is passed on: what is asked beyond it is a mistake of the provider's, or no wait at all.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    // What servers say of a path that they do not have, other than of a model.
    private static readonly string[] NoSuchPath = ["", "not found", "file not found", "404 page not found", "404 not found", "page not found"];

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

    /// <summary>An answer that sends elsewhere, where the key must not follow by itself.</summary>
    public static LlmException FromRedirect(int status, Uri? location, Uri? asked)
    {
        var host = location is { IsAbsoluteUri: true } && location.Host != asked?.Host ? location.Host : null;
        var where = location is null ? "elsewhere"
            : host is not null ? $"to the host {ErrorText.Sanitise(host, null)}"
            : location.IsAbsoluteUri && location.Scheme != asked?.Scheme ? $"to {location.Scheme} on the same host"
            : "to another path of the same host";
        return new LlmException(
            LlmErrorCodes.BadRequest,
            $"The address of this model provider redirects {where} (status {status}), which is not followed. Set the base URL to the address that it leads to.");
    }

    private static LlmException Create(int status, ErrorBody error, TimeSpan? retryAfter, string? key)
    {
        if (status == 404 && IsNoSuchPath(error))
        {
            return new LlmException(
                LlmErrorCodes.BadRequest,
                "There is no model provider at this address (status 404). Check the base URL: most servers want one that ends with /v1.");
        }

        var code = CodeOf(status, error.Kind, error.Message);
        var retryable = code is LlmErrorCodes.RateLimited or LlmErrorCodes.Unavailable or LlmErrorCodes.ProviderError
            or LlmErrorCodes.Timeout;
        var text = ErrorText.Sanitise(error.Message, key);
        var sentence = text.Length == 0 ? Default(code, status) : $"{Default(code, status)} It said: {text}";
        return new LlmException(code, sentence, retryable, retryAfter > LongestWait ? LongestWait : retryAfter);
    }

    private static bool IsNoSuchPath(ErrorBody error)
    {
        var said = (error.Message ?? "").Trim().TrimEnd('.');
        return NoSuchPath.Contains(said, StringComparer.OrdinalIgnoreCase) || said.StartsWith("Invalid URL", StringComparison.OrdinalIgnoreCase);
    }

    private static string CodeOf(int status, string kind, string? message)
    {
        if (OutputLimit.IsExceeded(status, message))
        {
            return LlmErrorCodes.OutputLimit;
        }

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
        LlmErrorCodes.OutputLimit => "The model cannot write as many tokens as it was asked for. Set a smaller maxOutputTokens.",
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
