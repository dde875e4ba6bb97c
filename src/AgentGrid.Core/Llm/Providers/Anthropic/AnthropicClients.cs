using AgentGrid.Core.Llm.Routing;
using Anthropic;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Makes the official client, its own retries off.</summary>
internal static class AnthropicClients
{
    private const string DefaultAddress = "https://api.anthropic.com";
    private const string Version = "/v1";

    // Only bounds the wait for the answer's head; the chain above times tokens.
    private static readonly TimeSpan HeadTimeout = TimeSpan.FromHours(1);

    public static AnthropicClient Create(ProviderDefinition provider, HttpClient http) => new()
    {
        HttpClient = http,
        MaxRetries = 0,
        Timeout = HeadTimeout,
        ApiKey = provider.ApiKey,
        BaseUrl = Root(provider.BaseUrl ?? DefaultAddress),
    };

    /// <summary>The client adds the API version itself; an address that has it already means the same.</summary>
    private static string Root(string address)
    {
        var root = address.TrimEnd('/');
        return root.EndsWith(Version, StringComparison.Ordinal) ? root[..^Version.Length] : root;
    }
}
