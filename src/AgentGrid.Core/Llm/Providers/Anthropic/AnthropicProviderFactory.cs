using AgentGrid.Core.Llm.Routing;
using Anthropic.Models.Models;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Anthropic;

/// <summary>Anthropic's Messages API. It does not embed.</summary>
internal sealed class AnthropicProviderFactory : IProviderFactory
{
    private const int MaxModels = 1_000;

    public IReadOnlyList<string> Types { get; } = [ProviderTypes.Anthropic];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) => new AnthropicChatClient(provider, http);

    public IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) => null;

    public async Task<IReadOnlyList<string>> ListModelsAsync(
        ProviderDefinition provider, HttpClient http, CancellationToken cancellationToken)
    {
        var client = AnthropicClients.Create(provider, http);
        using var response = await client.WithRawResponse.Models.List(new ModelListParams { Limit = MaxModels }, cancellationToken);
        var bytes = await response.RawMessage.Content.ReadAsByteArrayAsync(cancellationToken);
        using var document = ProviderJson.Parse(bytes);
        return [.. document.RootElement.Items("data").Select(model => model.TextMember("id")).OfType<string>()];
    }
}
