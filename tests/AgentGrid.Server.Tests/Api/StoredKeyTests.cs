using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Storage.Settings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Server.Tests.Api;

/// <summary>What is stored of a key that was not entered here.</summary>
public sealed class StoredKeyTests : IAsyncLifetime
{
    private const string Secret = "sk-of-the-environment-0123456789";
    private readonly TestServer _server = new(["--OPENAI_API_KEY", Secret]);

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Provider_SavedWithoutAKey_UsesTheEnvironmentsAndStoresNone()
    {
        var saved = await _server.Admin.SendAsync(
            HttpMethod.Put, "/api/admin/providers/openai", new { type = "openai", models = new[] { "gpt-6-sol" } });
        saved.Json.GetProperty("hasKey").GetBoolean().ShouldBeTrue(saved.Text);

        var stored = (await _server.Services.GetRequiredService<IProviderStore>().FindAsync("openai")).ShouldNotBeNull();
        _server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("AgentGrid.Providers.v1").Unprotect(stored.Payload)
            .ShouldNotContain(Secret);
    }
}
