using AgentGrid.Core.Llm.Metering;
using AgentGrid.Grains.Agents;
using AgentGrid.Grains.Analytics;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Maintenance;
using AgentGrid.Grains.Sessions;
using AgentGrid.Grains.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentGrid.Grains.Hosting;

public static class GrainServiceCollectionExtensions
{
    /// <summary>Registers what the grains need besides the engine, the stores and the models; call it after those.</summary>
    public static IServiceCollection AddAgentGridGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CleanupOptions>().BindConfiguration(CleanupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Replace(ServiceDescriptor.Singleton<IUsageSink>(provider => provider.GetRequiredService<LedgerUsageSink>()));
        return services
            .AddSingleton<LedgerUsageSink>()
            .AddHostedService(provider => provider.GetRequiredService<LedgerUsageSink>())
            .AddIngestion()
            .AddKnowledgeSearch()
            .AddSingleton<AgentRemoval>()
            .AddSingleton<TurnRunner>()
            .AddSingleton<TurnImages>()
            .AddSingleton<PasswordWork>()
            .AddHostedService<MaintenanceService>();
    }
}
