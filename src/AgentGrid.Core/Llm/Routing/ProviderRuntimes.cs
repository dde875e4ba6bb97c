using System.Collections.Concurrent;
using AgentGrid.Core.Llm.Dialects;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Providers.Http;
using AgentGrid.Core.Llm.Providers.Offline;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Structured;
using AgentGrid.Core.Llm.Tools;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// Builds a provider's chain on its first use, and anew when its definition changes:
/// resilience, then what asks once more with less (tools, limits of output, sampling, schemas, the system's role), then metering, then
/// timeouts, then the adapter.
/// </summary>
internal sealed class ProviderRuntimes(
    IEnumerable<IProviderFactory> factories, OfflineChatClient offline, Meter meter, IOptions<LlmOptions> options, TimeProvider clock)
    : IProviderMonitor
{
    private readonly ConcurrentDictionary<string, Lazy<ProviderRuntime>> _runtimes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IProviderFactory> _factories = factories
        .SelectMany(factory => factory.Types.Select(type => (type, factory)))
        .ToDictionary(pair => pair.type, pair => pair.factory, StringComparer.Ordinal);

    public ProviderRuntime For(ProviderDefinition provider)
    {
        while (true)
        {
            var known = _runtimes.GetOrAdd(provider.Name, _ => Lazy(provider));
            if (ReferenceEquals(known.Value.Provider, provider))
            {
                return known.Value;
            }

            // The definition changed. Calls in flight keep the old chain; it goes when they end.
            _runtimes.TryUpdate(provider.Name, Lazy(provider), known);
        }
    }

    public ProviderHealth HealthOf(string provider) =>
        _runtimes.TryGetValue(provider, out var runtime) && runtime.Value.Gate is { } gate ? gate.Health : ProviderHealth.Untouched;

    private Lazy<ProviderRuntime> Lazy(ProviderDefinition provider) => new(() => Build(provider));

    private ProviderRuntime Build(ProviderDefinition provider)
    {
        if (provider.Type == ProviderTypes.Offline)
        {
            // In this process: nothing to time out, to retry or to protect.
            return new ProviderRuntime(provider, new MeteringChatClient(offline, provider, meter), null, null);
        }

        var factory = _factories[provider.Type];
        var settings = options.Value;
        var http = ProviderHttp.Create(settings.Timeouts, provider.ApiKey, clock);
        var gate = new ProviderGate(provider.MaxConcurrency, settings.CircuitBreaker, settings.Timeouts, clock);
        var timed = new TimeoutChatClient(factory.CreateChatClient(provider, http), settings.Timeouts, clock);
        var ruled = new SystemRoleChatClient(new MeteringChatClient(timed, provider, meter), clock);
        var schemaSupport = new SchemaSupportChatClient(ruled, clock);
        var sampling = new SamplingSupportChatClient(schemaSupport, provider, clock);
        var unlimited = new OutputLimitChatClient(sampling, clock);
        var toolSupport = new ToolSupportChatClient(unlimited, provider, clock);
        var chat = new ResilientChatClient(toolSupport, gate, settings.Retry, clock);
        var embedder = factory.CreateEmbeddingGenerator(provider, http) is { } generator
            ? new ResilientEmbeddingGenerator(generator, provider, gate, meter, settings)
            : null;
        return new ProviderRuntime(provider, chat, embedder, gate);
    }
}
