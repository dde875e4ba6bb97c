using AgentGrid.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>The whole server in this process, over real Kestrel on a free port, with a data folder of its own.</summary>
public sealed class TestServer : IAsyncLifetime
{
    public const string BootstrapKey = "agk_bootstrap_0123456789abcdef0123456789abcdef";
    public const string Password = "correct horse battery";
    private readonly string _folder = Directory.CreateTempSubdirectory("agentgrid-test-").FullName;
    private readonly string[] _settings;
    private WebApplication? _app;

    public TestServer()
        : this([])
    {
    }

    /// <param name="settings">Further arguments of the server, as its command line takes them.</param>
    internal TestServer(string[] settings) => _settings = settings;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    /// <summary>Nobody.</summary>
    public ApiClient Anonymous => new(Address, null);

    /// <summary>The first admin.</summary>
    public ApiClient Admin { get; private set; } = null!;

    /// <summary>Two creators who know nothing of each other.</summary>
    public ApiClient Ada { get; private set; } = null!;

    public ApiClient Bob { get; private set; } = null!;

    public ApiClient Bootstrap => new(Address, BootstrapKey);

    public async Task InitializeAsync()
    {
        var builder = ServerHost.CreateBuilder(
        [
            "--data", _folder, "--urls", "http://127.0.0.1:0", "--AgentGrid:Auth:Registration", "open",
            "--AgentGrid:Auth:BootstrapKey", BootstrapKey, "--AgentGrid:Uploads:MaxFileBytes", "2000000", "--Logging:LogLevel:Default", "Warning",
            .. _settings,
        ]);
        builder.AddAgentGrid();
        _app = builder.Build();
        _app.UseAgentGrid();
        _app.MapAgentGrid();
        _app.MapGrainEngine();
        await _app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Admin = await AccountAsync("/api/setup", "root@example.com");
        Ada = await AccountAsync("/api/auth/register", "ada@example.com");
        Bob = await AccountAsync("/api/auth/register", "bob@example.com");
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes an account and signs it in.</summary>
    public async Task<ApiClient> AccountAsync(string path, string email)
    {
        var answer = await Anonymous.SendAsync(HttpMethod.Post, path, new { email, password = Password, name = email });
        answer.Status.ShouldBe(201, answer.Text);
        return new ApiClient(Address, answer.Json.GetProperty("accessToken").GetString());
    }
}
