using System.Diagnostics;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Testing.Llm;

namespace AgentGrid.Server.Tests.Api;

/// <summary>What a server of one's own offers becomes the default without a restart.</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private readonly TestServer _server = new();
    private FakeProviderServer _provider = null!;

    public async Task InitializeAsync()
    {
        _provider = await FakeProviderServer.StartAsync(FakeReplies.Json(new OpenAiWire().Models()));
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Provider_SetWhileTheServerRuns_IsAskedForItsModels()
    {
        (await DefaultAsync()).ShouldBe("offline/extractive");
        await _server.Admin.SendAsync(HttpMethod.Put, "/api/admin/providers/lan", new { type = "openai-compatible", baseUrl = _provider.Address + "/v1" });
        var deadline = Stopwatch.StartNew();
        while (await DefaultAsync() != "lan/model-a")
        {
            deadline.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private async Task<string?> DefaultAsync() =>
        (await _server.Admin.GetAsync("/api/admin/settings")).Json.GetProperty("effectiveAliases").GetProperty("default").GetString();
}
