using AgentGrid.Server.Audit;
using AgentGrid.Server.Settings;

namespace AgentGrid.Server.Providers;

/// <summary>Registers what the administration of providers needs.</summary>
internal static class ProviderServices
{
    public static IServiceCollection AddProviderAdmin(this IServiceCollection services) => services
        .AddSingleton<AuditDesk>()
        .AddSingleton<AdminGate>()
        .AddSingleton<ProviderAdmin>()
        .AddSingleton<SettingsAdmin>()
        .AddSingleton<ProviderTrial>()
        .AddHostedService<ProviderStartup>();
}
