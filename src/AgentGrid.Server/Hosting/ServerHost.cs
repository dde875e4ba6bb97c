using AgentGrid.Core.Json;
using AgentGrid.Core.Llm;
using AgentGrid.Grains.Hosting;
using AgentGrid.Server.Attachments;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Health;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.OpenApi;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Providers;
using AgentGrid.Server.Uploads;
using AgentGrid.Storage.Hosting;

namespace AgentGrid.Server.Hosting;

/// <summary>Puts the server together.</summary>
internal static class ServerHost
{
    public const string DefaultAddress = "http://localhost:5080";

    private const string ReloadKey = "hostBuilder:reloadConfigOnChange";

    private static readonly Dictionary<string, string> Switches = new() { ["--data"] = "AgentGrid:DataPath" };

    /// <summary>The builder with configuration, logging and the web server's limits.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Configuration is read at start. Watching its folder for changes would watch the data folder in it, too, at every write.
        var builder = WebApplication.CreateSlimBuilder([$"--{ReloadKey}=false", .. args]);
        builder.Configuration.AddCommandLine(args, Switches);
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey])
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimitMiddleware.MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)

            // Why a start failed is said in plain words by the process itself. Critical is a background service that died.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", static level => level is LogLevel.Warning or LogLevel.Error);
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    /// <summary>Everything the server is made of. What starts later finds what it needs started: the store, then the engine.</summary>
    public static void AddAgentGrid(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddAgentGridStorage(configuration);
        builder.AddGrainEngine();
        services.AddAgentGridLlm(configuration);
        services.AddAgentGridGrains();
        services.AddAgentGridAuth(configuration);
        services.AddIdempotency();
        services.AddUploads(configuration);
        services.AddSingleton<ImageDesk>();
        services.AddSingleton<StoreProbe>();
        services.AddProviderAdmin();
        services.AddProtection();
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.ConfigureHttpJsonOptions(static options => JsonDefaults.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddAgentGridOpenApi();
    }
}
