using Microsoft.Extensions.Hosting;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// Asks servers of one's own (Ollama, vLLM, LM Studio…) which models they have, where none are listed, so that
/// <c>default</c> can mean one of them. Once, in the background, when the host starts; a server that does not answer
/// is simply not the default.
/// </summary>
internal sealed class ModelDiscovery(ProviderRegistry registry, IProviderDirectory directory) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var unknown = registry.Current.Providers
            .Where(provider => provider is { Usable: true, Type: ProviderTypes.OpenAiCompatible, Models.Count: 0 })
            .ToList();
        foreach (var provider in unknown)
        {
            var check = await directory.TestAsync(provider, stoppingToken);
            if (check.Ok)
            {
                registry.SetDiscovered(provider.Name, [.. check.Models.Where(CanChat)]);
            }
        }
    }

    private static bool CanChat(string model) =>
        !model.Contains("embed", StringComparison.OrdinalIgnoreCase) && !model.Contains("rerank", StringComparison.OrdinalIgnoreCase);
}
