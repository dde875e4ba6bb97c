using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Storage.Hosting;
using AgentGrid.Users;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;
using StackExchange.Redis;

namespace AgentGrid.Server.Hosting;

/// <summary>
/// The grain engine of the <c>GrainEngine=Orleans</c> build: a silo in this process, alone on this machine or, where Redis is
/// configured, one of many. Grain states are in the database that everything else is in.
/// </summary>
internal static class OrleansEngine
{
    private const string PubSubStorage = "PubSubStore";

    /// <summary>What Orleans, and what it retries with, would otherwise say at each step.</summary>
    private static readonly string[] LogCategories = ["Orleans", "Polly"];

    private const string DashboardPath = "/dashboard";

    /// <summary>The dashboard's pages load only their own files; its markup has styles inline.</summary>
    private const string DashboardPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; font-src 'self'; "
        + "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void AddGrainEngine(this WebApplicationBuilder builder)
    {
        var options = OrleansEngineOptions.Read(builder.Configuration);
        foreach (var category in LogCategories.Where(category => builder.Configuration[$"Logging:LogLevel:{category}"] is null))
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }

        // A second silo would have neither the files nor the keys of this one: its grains would fail uploads and drop providers.
        builder.Services.Configure<StorageOptions>(static storage => storage.SoleServer = true);
        builder.Services.AddSingleton<OrleansDatabase>();
        builder.Services.AddSingleton<OrleansCallMeter>();
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(static services => services.GetRequiredService<OrleansCallMeter>());
        builder.Services.AddSingleton<IGridReader, OrleansGridReader>();
        // Before the silo, which reads its statements from the database when it starts.
        builder.Services.AddHostedService<OrleansSchema>();
        builder.Services.Configure<ExceptionSerializationOptions>(
            static exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(AgentGrid)));
        builder.UseOrleans(silo => silo.Form(options).AddStorage().AddDashboard());
    }

    /// <summary>Orleans' dashboard, for admins.</summary>
    public static void MapGrainEngine(this WebApplication app)
    {
        var dashboard = app.MapOrleansDashboard(routePrefix: DashboardPath);
        dashboard.RequireScope(Scopes.Admin, UserRole.Admin).ExcludeFromDescription();
        dashboard.AddEndpointFilter(static (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = DashboardPolicy;
            return next(context);
        });
    }

    private static ISiloBuilder Form(this ISiloBuilder silo, OrleansEngineOptions options) =>
        options.IsCluster ? silo.Join(options) : silo.StandAlone(options);

    private static ISiloBuilder StandAlone(this ISiloBuilder silo, OrleansEngineOptions options) => silo
        .UseLocalhostClustering(
            options.SiloPort ?? OrleansPorts.FindFree(),
            options.GatewayPort ?? OrleansEngineOptions.NoGateway,
            primarySiloEndpoint: null,
            options.ServiceId,
            options.ClusterId)
        .UseAdoNetReminderService(reminders => reminders.Configure<OrleansDatabase>(
            static (table, database) => (table.Invariant, table.ConnectionString) = (database.Invariant, database.ConnectionString)));

    private static ISiloBuilder Join(this ISiloBuilder silo, OrleansEngineOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (options.ServiceId, options.ClusterId));
        var (siloPort, gatewayPort) = (
            options.SiloPort ?? EndpointOptions.DEFAULT_SILO_PORT, options.GatewayPort ?? OrleansEngineOptions.NoGateway);
        _ = options.Advertised is { } address
            ? silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: true)
            : silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
        return silo
            .UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(options.Redis!))
            .UseRedisReminderService(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(options.Redis!));
    }

    // What streams lose is found again from tables, so neither they nor who subscribed need to outlive the silo.
    private static ISiloBuilder AddStorage(this ISiloBuilder silo) => silo
        .AddAdoNetGrainStorageAsDefault(storage => storage.Configure<OrleansDatabase>(
            static (states, database) => (states.Invariant, states.ConnectionString) = (database.Invariant, database.ConnectionString)))
        .AddMemoryStreams(StreamNames.Provider)
        .AddMemoryGrainStorage(PubSubStorage);
}
