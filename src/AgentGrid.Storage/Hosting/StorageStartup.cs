using AgentGrid.Storage.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentGrid.Storage.Hosting;

/// <summary>Opens the store before anything that is registered after it starts.</summary>
internal sealed class StorageStartup(
    StoreInitializer initializer, PostgresHold hold, IOptions<StorageOptions> options, TimeProvider time, ILogger<PostgresStart> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var storage = options.Value;
        if (storage.UsesPostgres)
        {
            // Before the schema is changed: a newer server must not do that under an older one that still works.
            await new PostgresStart(storage.ConnectionString!, storage.SoleServer ? hold : null, time, logger).WaitAsync(cancellationToken);
        }

        try
        {
            await initializer.InitializeAsync(cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new StorageStartException(
                $"PostgreSQL refuses to let the store be opened: {exception.MessageText} (SQLSTATE {exception.SqlState}). The user of "
                + "ConnectionStrings:AgentGrid must be able to create tables: make it the owner of the database.",
                exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
