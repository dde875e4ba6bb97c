namespace AgentGrid.Core.Llm.Routing;

/// <summary>The environment variables that users of these vendors expect to work.</summary>
internal sealed class ProviderEnvironment(Func<string, string?> read)
{
    private const string OpenAiKey = "OPENAI_API_KEY";
    private const string AnthropicKey = "ANTHROPIC_API_KEY";
    private const string GeminiKey = "GEMINI_API_KEY";
    private const string GoogleKey = "GOOGLE_API_KEY";
    private const string OpenAiAddress = "OPENAI_BASE_URL";
    private const string AnthropicAddress = "ANTHROPIC_BASE_URL";
    private const string GeminiAddress = "GOOGLE_GEMINI_BASE_URL";
    private const string OllamaHost = "OLLAMA_HOST";
    private const int OllamaPort = 11434;

    /// <summary>The variable that holds the key of a provider type, for messages.</summary>
    public static string? VariableOf(string type) => type switch
    {
        ProviderTypes.OpenAi => OpenAiKey,
        ProviderTypes.Anthropic => AnthropicKey,
        ProviderTypes.Gemini => GeminiKey,
        _ => null,
    };

    /// <summary>The key in the environment for a vendor's own provider type, or null.</summary>
    public string? KeyOf(string type)
    {
        var vendor = type.ToLowerInvariant();
        var key = VariableOf(vendor) is { } variable ? Value(variable) : null;
        return key ?? (vendor == ProviderTypes.Gemini ? Value(GoogleKey) : null);
    }

    /// <summary>Where the vendors' own clients would send the key of the environment; null: to the vendor.</summary>
    public string? AddressOf(string type) =>
        type.ToLowerInvariant() switch
        {
            ProviderTypes.OpenAi => Value(OpenAiAddress),
            ProviderTypes.Anthropic => Value(AnthropicAddress),
            ProviderTypes.Gemini => Value(GeminiAddress),
            _ => null,
        } is { } address && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? address
            : null;

    public IEnumerable<ProviderDefinition> Providers()
    {
        foreach (var type in new[] { ProviderTypes.OpenAi, ProviderTypes.Anthropic, ProviderTypes.Gemini })
        {
            if (KeyOf(type) is { } key)
            {
                yield return new ProviderDefinition
                {
                    Name = type,
                    Type = type,
                    ApiKey = key,
                    BaseUrl = AddressOf(type),
                    Source = ProviderSource.Environment,
                };
            }
        }

        if (Value(OllamaHost) is { } host && OllamaAddress(host) is { } address)
        {
            yield return new ProviderDefinition
            {
                Name = "ollama",
                Type = ProviderTypes.OpenAiCompatible,
                BaseUrl = address,
                Source = ProviderSource.Environment,
            };
        }
    }

    /// <summary>
    /// Ollama's own rules: scheme and port may be left out, and a server that listens on every address is reached
    /// on this machine. Null when it is no address at all.
    /// </summary>
    public static string? OllamaAddress(string host)
    {
        var text = host.Trim();
        var hasScheme = text.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? text : $"http://{text}", UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var afterHost = uri.Authority[(uri.Authority.LastIndexOf(']') + 1)..];
        var port = afterHost.Contains(':', StringComparison.Ordinal) || (hasScheme && !uri.IsDefaultPort) ? uri.Port
            : hasScheme ? uri.Port
            : OllamaPort;
        var name = uri.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : uri.Host;
        return $"{uri.Scheme}://{name}:{port}{uri.AbsolutePath.TrimEnd('/')}/v1";
    }

    private string? Value(string variable) => read(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
