namespace AgentGrid.Server.Providers;

/// <summary>Puts the providers that admins set into effect before the first request.</summary>
internal sealed class ProviderStartup(ProviderAdmin providers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => providers.ApplyAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
