using Microsoft.Extensions.Hosting;

namespace AgentGrid.Storage.Hosting;

/// <summary>Opens the store before anything that is registered after it starts.</summary>
internal sealed class StorageStartup(StoreInitializer initializer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => initializer.InitializeAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
