using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Settings;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentGrid.Storage.Tests.Hosting;

public sealed class StorageServicesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddAgentGridStorage_Sqlite_OpensAndKeepsWhatWasWritten()
    {
        await using (var provider = Build())
        {
            await provider.OpenAgentGridStorageAsync();
            var settings = provider.GetRequiredService<ISettingsStore>();
            (await settings.SetAsync("k", "v", 0, new AuditEntry("a", "u", "settings.changed", "k", null, DateTimeOffset.UnixEpoch))).ShouldSucceed();
            provider.GetRequiredService<IBlobStore>().ShouldNotBeNull();
            provider.GetRequiredService<ISqliteDatabase>().ShouldNotBeNull();
        }

        await using (var provider = Build())
        {
            await provider.OpenAgentGridStorageAsync();
            (await provider.GetRequiredService<ISettingsStore>().FindAsync("k"))!.Value.ShouldBe("v");
        }
    }

    [Fact]
    public async Task AddAgentGridStorage_SecondProcessOnTheFolder_IsRefused()
    {
        await using var first = Build();
        await first.OpenAgentGridStorageAsync();
        await using var second = Build();
        Should.Throw<StorageStartException>(() => second.GetRequiredService<IAgentStore>());
    }

    [Theory]
    [InlineData("AgentGrid:Storage:Provider", "oracle", "sqlite or postgres")]
    [InlineData("AgentGrid:Storage:Provider", "postgres", "ConnectionStrings:AgentGrid is needed")]
    [InlineData("AgentGrid:DataPath", " ", "Name a folder")]
    [InlineData("AgentGrid:Storage:Sqlite:Readers", "0", "1 to 256")]
    public async Task AddAgentGridStorage_BadConfiguration_IsRefusedWithTheFix(string key, string value, string fix)
    {
        await using var provider = Build((key, value));
        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate())
            .Message.ShouldContain(fix);
    }

    private ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?> { ["AgentGrid:DataPath"] = _folder.FullPath };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return new ServiceCollection().AddLogging().AddAgentGridStorage(configuration).BuildServiceProvider();
    }
}
