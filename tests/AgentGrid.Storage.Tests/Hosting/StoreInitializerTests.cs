using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGrid.Storage.Tests.Hosting;

public sealed class StoreInitializerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task InitializeAsync_TwiceOnTheSameFolder_KeepsTheStore()
    {
        await OpenAsync();
        await OpenAsync();
    }

    [Fact]
    public async Task InitializeAsync_DatabaseGoneWhereDataWas_IsRefusedWithTheFix()
    {
        await OpenAsync();
        File.Delete(_folder.File("agentgrid.db"));

        var refusal = await Should.ThrowAsync<StorageStartException>(OpenAsync);
        refusal.Message.ShouldContain("missing or empty");
        refusal.Message.ShouldContain("store.sqlite.json");

        // Trying again is refused as well: the first refusal must not have left a store that looks right.
        await Should.ThrowAsync<StorageStartException>(OpenAsync);
        File.Delete(_folder.File("store.sqlite.json"));
        await OpenAsync();
    }

    [Fact]
    public async Task InitializeAsync_AnotherStoresDatabase_IsRefused()
    {
        await OpenAsync();
        var marker = _folder.File("store.sqlite.json");
        var kept = await File.ReadAllTextAsync(marker);
        File.Delete(_folder.File("agentgrid.db"));
        File.Delete(marker);
        await OpenAsync();
        await File.WriteAllTextAsync(marker, kept);

        (await Should.ThrowAsync<StorageStartException>(OpenAsync)).Message.ShouldContain("another database");
    }

    private async Task OpenAsync()
    {
        using var data = DataFolder.Open(_folder.FullPath);
        await using var database = new SqliteDatabase(data.DatabaseFile, new SqliteOptions());
        var runner = new MigrationRunner(database, TimeProvider.System, NullLogger<MigrationRunner>.Instance);
        await new StoreInitializer(database, runner, data, TimeProvider.System).InitializeAsync(CancellationToken.None);
    }
}
