using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Providers.Anthropic;
using AgentGrid.Core.Llm.Providers.Gemini;
using AgentGrid.Core.Llm.Providers.Offline;
using AgentGrid.Core.Llm.Providers.OpenAi;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Core.Sessions;
using AgentGrid.Core.Sessions.Titles;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Llm;

public static class LlmServiceCollectionExtensions
{
    /// <summary>
    /// Registers the one <see cref="IChatClient"/> of the house, its embedding generator, <see cref="IProviderRegistry"/>, the turn pipeline and the
    /// built-in tools, from section <see cref="LlmOptions.Section"/> and the vendors' environment variables. Register an
    /// <see cref="IUsageSink"/> as well: it receives the calls that belong to no turn.
    /// </summary>
    public static IServiceCollection AddAgentGridLlm(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<LlmOptions>()
            .Configure(options => LlmOptionsReader.Read(configuration.GetSection(LlmOptions.Section), options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LlmOptions>, LlmOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, IdGenerator>();
        services.TryAddSingleton<IUsageSink, UnstoredUsageSink>();
        services.TryAddSingleton(_ => new ProviderEnvironment(name => configuration[name] ?? Environment.GetEnvironmentVariable(name)));
        services.TryAddSingleton<ProviderRegistry>();
        services.TryAddSingleton<IProviderRegistry>(provider => provider.GetRequiredService<ProviderRegistry>());
        services.TryAddSingleton<IProviderDirectory, ProviderDirectory>();
        services.AddHostedService<ModelDiscovery>();
        services.TryAddSingleton(provider => new PriceTable(provider.GetRequiredService<IOptions<LlmOptions>>().Value.Prices));
        services.TryAddSingleton<IPriceOverrides>(provider => provider.GetRequiredService<PriceTable>());
        services.TryAddSingleton<IModelPrices>(provider => provider.GetRequiredService<PriceTable>());
        services.TryAddSingleton<Meter>();
        services.TryAddSingleton<ILostCalls, LostCalls>();
        services.TryAddSingleton<OfflineChatClient>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IProviderFactory, OpenAiProviderFactory>(),
            ServiceDescriptor.Singleton<IProviderFactory, AnthropicProviderFactory>(),
            ServiceDescriptor.Singleton<IProviderFactory, GeminiProviderFactory>(),
        ]);
        services.TryAddSingleton<ProviderRuntimes>();
        services.TryAddSingleton<IProviderMonitor>(provider => provider.GetRequiredService<ProviderRuntimes>());
        services.TryAddSingleton<ModelRouter>();
        services.TryAddSingleton<ToolRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAgentTool, CurrentTimeTool>());
        services.TryAddSingleton<IChatClient>(provider => new ToolLoopChatClient(
            new ResponseCacheChatClient(provider.GetRequiredService<ModelRouter>(), provider.GetRequiredService<Meter>()),
            provider.GetRequiredService<ToolRunner>()));
        services.TryAddSingleton<IEmbeddingCache, MemoryEmbeddingCache>();
        services.TryAddSingleton<EmbeddingRouter>();
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => new CachingEmbeddingGenerator(
            provider.GetRequiredService<EmbeddingRouter>(), provider.GetRequiredService<IEmbeddingCache>()));
        services.TryAddSingleton<ITurnPipeline, TurnPipeline>();
        services.AddOptions<TitleOptions>().Configure(options => configuration.GetSection(TitleOptions.Section).Bind(options));
        services.TryAddSingleton<SessionTitler>();
        services.TryAddSingleton<ISessionTitler>(provider => provider.GetRequiredService<SessionTitler>());
        services.AddHostedService(provider => provider.GetRequiredService<SessionTitler>());
        return services;
    }
}
