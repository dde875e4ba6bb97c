using AgentGrid.Storage.Migrations;

namespace AgentGrid.Server.Hosting;

/// <summary>Makes the tables and statements that Orleans' ADO.NET providers need, once.</summary>
internal sealed class OrleansSchema(IMigrationRunner migrations, OrleansDatabase database) : IHostedService
{
    private const string Source = "orleans";

    public async Task StartAsync(CancellationToken cancellationToken) =>
        await migrations.ApplyFolderAsync(Source, database.Scripts, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
