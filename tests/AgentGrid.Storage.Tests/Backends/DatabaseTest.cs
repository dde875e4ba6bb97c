using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Storage.Tests.Backends;

/// <summary>A test on a database of its own.</summary>
public abstract class DatabaseTest(IStoreBackend backend) : IAsyncLifetime
{
    protected ISqlDatabase Database { get; private set; } = null!;

    protected IStoreBackend Backend => backend;

    protected ManualTimeProvider Time { get; } = new();

    protected DateTimeOffset Now => Time.GetUtcNow();

    public virtual async Task InitializeAsync()
    {
        await backend.CreateAsync();
        Database = backend.Open();
    }

    public virtual async Task DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }

        await backend.DisposeAsync();
    }

    protected async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = backend.Open();
    }

    internal MigrationRunner Runner(ISqlDatabase? database = null) =>
        new(database ?? Database, Time, NullLogger<MigrationRunner>.Instance);
}
