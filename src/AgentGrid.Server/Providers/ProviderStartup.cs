using AgentGrid.Server.Settings;

namespace AgentGrid.Server.Providers;

/// <summary>Puts the providers, aliases and prices that admins set into effect before the first request.</summary>
internal sealed class ProviderStartup(SettingsAdmin settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => settings.ApplyAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
