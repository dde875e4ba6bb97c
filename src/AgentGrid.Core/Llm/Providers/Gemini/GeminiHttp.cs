using System.Net.Http.Headers;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Sends requests to the Gemini API. The key goes into a header, never into the address.</summary>
internal sealed class GeminiHttp(ProviderDefinition provider, HttpClient http)
{
    private const string DefaultAddress = "https://generativelanguage.googleapis.com";

    /// <summary>The key that requests are sent with; not to be shown.</summary>
    public string? Key => provider.ApiKey;

    private readonly string _root = Root(provider.BaseUrl ?? DefaultAddress);

    /// <summary>
    /// Posts to <c>models/{model}:{method}</c> and gives the answer once its head is there. Errors are thrown by the handler.
    /// </summary>
    public async Task<HttpResponseMessage> PostAsync(
        string model, string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_root}/models/{name}:{method}")
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("x-goog-api-key", provider.ApiKey);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_root}/{path}");
        request.Headers.Add("x-goog-api-key", provider.ApiKey);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The address may be given with or without its API version.</summary>
    private static string Root(string address)
    {
        var root = address.TrimEnd('/');
        return root.EndsWith("/v1beta", StringComparison.Ordinal) || root.EndsWith("/v1", StringComparison.Ordinal) ? root : $"{root}/v1beta";
    }
}
