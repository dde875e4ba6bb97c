using Microsoft.Extensions.Hosting;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// Asks servers of one's own (Ollama, vLLM, LM Studio…) which models they have, where none are listed, so that
/// <c>default</c> can mean one of them. In the background: at start, when providers change, and now and then while a server
/// cannot be reached; one that does not say is not the default, and why is kept for whoever asks for it.
/// </summary>
internal sealed class ModelDiscovery(ProviderRegistry registry, IProviderDirectory directory, ProviderRuntimes runtimes, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var silent = new HashSet<ProviderDefinition>(ReferenceEqualityComparer.Instance);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = registry.Changed;
            var unreachable = false;
            foreach (var provider in registry.Current.Providers.Where(provider => IsUnknown(provider) && !silent.Contains(provider)))
            {
                var check = await directory.TestAsync(provider, stoppingToken);
                if (check.Ok)
                {
                    registry.SetDiscovered(provider, [.. check.Models.Where(CanChat)]);
                    continue;
                }

                if (registry.SetSilent(provider, check.Failure!))
                {
                    runtimes.For(provider).Gate?.Remember(check.Failure!.Detail);
                }

                if (check.Failure!.Retryable)
                {
                    unreachable = true;
                }
                else
                {
                    // It answered, and will not say.
                    silent.Add(provider);
                }
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(unreachable ? Pause : Timeout.InfiniteTimeSpan, clock, pause.Token));
            await pause.CancelAsync();
        }
    }

    private bool IsUnknown(ProviderDefinition provider) =>
        provider is { Usable: true, Type: ProviderTypes.OpenAiCompatible, Models.Count: 0 } && !registry.IsDiscovered(provider.Name);

    private static bool CanChat(string model) =>
        !model.Contains("embed", StringComparison.OrdinalIgnoreCase) && !model.Contains("rerank", StringComparison.OrdinalIgnoreCase);
}
