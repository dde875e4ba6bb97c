using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// Asks servers of one's own (Ollama, vLLM, LM Studio…) which models they have, where none are listed, so that
/// <c>default</c> can mean one of them. In the background: at start, when providers change, and now and then while a server
/// cannot be reached; one that does not say is not the default, and why is kept for whoever asks for it.
/// </summary>
internal sealed partial class ModelDiscovery(
    ProviderRegistry registry, IProviderDirectory directory, ProviderRuntimes runtimes, TimeProvider clock, ILogger<ModelDiscovery> logger)
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
                switch (await AskAsync(provider, stoppingToken))
                {
                    case { Retryable: true }:
                        unreachable = true;
                        break;
                    case not null:
                        // It answered, and will not say.
                        silent.Add(provider);
                        break;
                }
            }

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(unreachable ? Pause : Timeout.InfiniteTimeSpan, clock, pause.Token));
            await pause.CancelAsync();
        }
    }

    /// <summary>Asks one provider and notes what it says; why it did not say, or null.</summary>
    private async Task<Failure?> AskAsync(ProviderDefinition provider, CancellationToken stoppingToken)
    {
        try
        {
            var check = await directory.TestAsync(provider, stoppingToken);
            if (check.Ok)
            {
                registry.SetDiscovered(provider, [.. check.Models.Where(CanChat)]);
            }
            else if (registry.SetSilent(provider, check.Failure!))
            {
                runtimes.For(provider).Gate?.Remember(check.Failure!.Detail);
            }

            return check.Failure;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The server is of use without the models of this one, and an exception from here would end it.
            LogFailed(provider.Name, e);
            return new Failure(FailureKind.Upstream, LlmErrorCodes.Protocol, "The provider could not be asked for its models.")
            {
                Retryable = true,
            };
        }
    }

    private bool IsUnknown(ProviderDefinition provider) =>
        provider is { Usable: true, Type: ProviderTypes.OpenAiCompatible, Models.Count: 0 } && !registry.IsDiscovered(provider.Name);

    private static bool CanChat(string model) =>
        !model.Contains("embed", StringComparison.OrdinalIgnoreCase) && !model.Contains("rerank", StringComparison.OrdinalIgnoreCase);
}
