using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Disk;
using AgentGrid.Storage.Idempotency;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Migrations;
using AgentGrid.Storage.Postgres;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Settings;
using AgentGrid.Storage.Sql;
using AgentGrid.Storage.Sqlite;
using AgentGrid.Storage.Usage;
using AgentGrid.Storage.Users;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentGrid.Storage.Hosting;

/// <summary>Registers the store.</summary>
public static class StorageServices
{
    /// <summary>
    /// Adds the stores, the blobs and a hosted service that opens them. Call it before what uses them at start: hosted services
    /// start in the order of registration. A store that refuses to open throws <see cref="StorageStartException"/>.
    /// </summary>
    public static IServiceCollection AddAgentGridStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Configure(options =>
            {
                options.DataPath = configuration[StorageOptions.DataPathKey] ?? options.DataPath;
                options.Provider = configuration[StorageOptions.ProviderKey] ?? options.Provider;
                options.ConnectionString = configuration.GetConnectionString(StorageOptions.ConnectionStringName);
            })
            .ValidateOnStart();
        services.AddOptions<SqliteOptions>().Bind(configuration.GetSection(SqliteOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, IdGenerator>();
        services.AddSingleton(provider => DataFolder.Open(Options<StorageOptions>(provider).DataPath));
        services.AddSingleton(OpenSqlite);
        services.AddSingleton<ISqliteDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton(OpenDatabase);
        services.AddSingleton<MigrationRunner>();
        services.AddSingleton<IMigrationRunner>(provider => provider.GetRequiredService<MigrationRunner>());
        services.AddSingleton<StoreInitializer>();
        services.AddSingleton(OpenHold);
        services.AddHostedService<StorageStartup>();
        services.AddHostedService<PostgresHoldKeeper>();
        services.AddSingleton<IBlobStore>(provider => new DiskBlobStore(
            provider.GetRequiredService<DataFolder>().BlobFolder, provider.GetRequiredService<IIdGenerator>()));
        return services.AddStores();
    }

    /// <summary>Opens the store where no host starts it: in tools and tests.</summary>
    public static Task OpenAgentGridStorageAsync(this IServiceProvider provider, CancellationToken cancellationToken = default) =>
        provider.GetRequiredService<StoreInitializer>().InitializeAsync(cancellationToken);

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<IUserStore, UserStore>()
        .AddSingleton<ITokenStore, TokenStore>()
        .AddSingleton<IApiKeyStore, ApiKeyStore>()
        .AddSingleton<IAuditStore, AuditStore>()
        .AddSingleton<IAgentStore, AgentStore>()
        .AddSingleton<ISessionStore, SessionStore>()
        .AddSingleton<KnowledgeStore>()
        .AddSingleton<IKnowledgeStore>(static provider => provider.GetRequiredService<KnowledgeStore>())
        .AddSingleton<IKnowledgeEpochStore>(static provider => provider.GetRequiredService<KnowledgeStore>())
        .AddSingleton<IEmbeddingCacheStore, EmbeddingCache>()
        .AddSingleton<IEmbeddingCache>(static provider => provider.GetRequiredService<IEmbeddingCacheStore>())
        .AddSingleton<IUsageStore, UsageStore>()
        .AddSingleton<ISettingsStore, SettingsStore>()
        .AddSingleton<IProviderStore, ProviderStore>()
        .AddSingleton<IIdempotencyStore, IdempotencyStore>();

    private static ISqlDatabase OpenDatabase(IServiceProvider provider)
    {
        // The folder is taken first in any case: it holds the blobs and tells whether a store was there.
        _ = provider.GetRequiredService<DataFolder>();
        var options = Options<StorageOptions>(provider);
        return options.UsesPostgres
            ? new PostgresDatabase(options.ConnectionString!, provider.GetRequiredService<TimeProvider>())
            : provider.GetRequiredService<SqliteDatabase>();
    }

    // With SQLite nobody takes it: there the data folder is held.
    private static PostgresHold OpenHold(IServiceProvider provider)
    {
        var options = Options<StorageOptions>(provider);
        return new PostgresHold(options.UsesPostgres ? options.ConnectionString! : "");
    }

    // Beside PostgreSQL the file holds only what the embedded grain engine keeps for itself.
    private static SqliteDatabase OpenSqlite(IServiceProvider provider)
    {
        var folder = provider.GetRequiredService<DataFolder>();
        var options = Options<StorageOptions>(provider);
        var path = options.UsesPostgres || string.IsNullOrWhiteSpace(options.ConnectionString)
            ? folder.DatabaseFile
            : new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        return new SqliteDatabase(path, Options<SqliteOptions>(provider));
    }

    private static T Options<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
