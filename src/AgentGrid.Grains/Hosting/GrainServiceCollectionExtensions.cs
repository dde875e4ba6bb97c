using AgentGrid.Grains.Agents;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Maintenance;
using AgentGrid.Grains.Sessions;
using AgentGrid.Grains.Users;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Hosting;

public static class GrainServiceCollectionExtensions
{
    /// <summary>Registers what the grains need besides the engine, the stores and the models.</summary>
    public static IServiceCollection AddAgentGridGrains(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CleanupOptions>().BindConfiguration(CleanupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddIngestion()
            .AddKnowledgeSearch()
            .AddSingleton<AgentRemoval>()
            .AddSingleton<TurnRunner>()
            .AddSingleton<PasswordWork>()
            .AddHostedService<MaintenanceService>();
    }
}
