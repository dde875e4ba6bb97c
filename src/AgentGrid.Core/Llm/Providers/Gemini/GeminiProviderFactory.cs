using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Gemini;

/// <summary>Google's Gemini API, spoken directly.</summary>
internal sealed class GeminiProviderFactory : IProviderFactory
{
    public IReadOnlyList<string> Types { get; } = [ProviderTypes.Gemini];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) =>
        new GeminiChatClient(new GeminiHttp(provider, http));

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) =>
        new GeminiEmbeddingGenerator(new GeminiHttp(provider, http));

    public async Task<IReadOnlyList<string>> ListModelsAsync(
        ProviderDefinition provider, HttpClient http, CancellationToken cancellationToken)
    {
        using var response = await new GeminiHttp(provider, http).GetAsync("models?pageSize=1000", cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        using var document = ProviderJson.Parse(bytes);
        return
        [
            .. document.RootElement.Items("models")
                .Select(model => model.TextMember("name")?.Replace("models/", "", StringComparison.Ordinal))
                .OfType<string>(),
        ];
    }
}
