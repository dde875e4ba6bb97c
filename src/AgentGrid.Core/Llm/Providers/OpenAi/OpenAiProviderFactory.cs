using System.ClientModel.Primitives;
using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>OpenAI, and every server that speaks its chat completions protocol.</summary>
internal sealed class OpenAiProviderFactory : IProviderFactory
{
    public IReadOnlyList<string> Types { get; } = [ProviderTypes.OpenAi, ProviderTypes.OpenAiCompatible];

    public IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http) => new OpenAiChatClient(provider, http);

    public IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http) =>
        new OpenAiEmbeddingGenerator(provider, http);

    public async Task<IReadOnlyList<string>> ListModelsAsync(
        ProviderDefinition provider, HttpClient http, CancellationToken cancellationToken)
    {
        var result = await OpenAiClients.Models(provider, http).GetModelsAsync(new RequestOptions { CancellationToken = cancellationToken });
        using var document = ProviderJson.Parse(result.GetRawResponse().Content.ToMemory().Span);
        return [.. document.RootElement.Items("data").Select(model => model.TextMember("id")).OfType<string>()];
    }
}
