using System.ClientModel;
using System.ClientModel.Primitives;
using AgentGrid.Core.Llm.Routing;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// The official clients, used through their protocol methods: they own address, headers and key; the bodies are ours,
/// because imitators of the protocol send much that the typed models refuse, and errors inside a stream that they drop.
/// </summary>
internal static class OpenAiClients
{
    // The protocol methods send the body as it is; this name only satisfies the constructor.
    private const string UnusedModel = "unused";

#pragma warning disable OPENAI001 // The constructors that take an authentication policy: needed for servers that want no key.
    public static ChatClient Chat(ProviderDefinition provider, HttpClient http) =>
        new(UnusedModel, Authentication(provider), Options(provider, http));

    public static EmbeddingClient Embeddings(ProviderDefinition provider, HttpClient http) =>
        new(UnusedModel, Authentication(provider), Options(provider, http));

    public static OpenAIModelClient Models(ProviderDefinition provider, HttpClient http) =>
        new(Authentication(provider), Options(provider, http));
#pragma warning restore OPENAI001

    private static OpenAIClientOptions Options(ProviderDefinition provider, HttpClient http)
    {
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (provider.BaseUrl is { } address)
        {
            options.Endpoint = new Uri(address);
        }

        return options;
    }

    private static AuthenticationPolicy Authentication(ProviderDefinition provider) =>
        string.IsNullOrEmpty(provider.ApiKey)
            ? new NoAuthenticationPolicy()
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(provider.ApiKey));
}
