using System.Diagnostics;
using AgentGrid.Naming;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Orleans.Embedded.Statistics;
using Orleans.Embedded.Storage;

namespace AgentGrid.Server.Hosting;

/// <summary>
/// The grain engine of the default build: this process. Its states and reminders are in the same file as everything else, written
/// by the same writer.
/// </summary>
internal static class EmbeddedEngine
{
    public static void AddGrainEngine(this WebApplicationBuilder builder)
    {
        builder.UseOrleansEmbedded(static silo => silo
            .UseGrainDatabase(static services => new SharedDatabase(services.GetRequiredService<ISqliteDatabase>()))
            .AddMemoryStreams(StreamNames.Provider));
        builder.Services.Configure<StorageOptions>(static storage => storage.SoleServer = true);
        builder.Services.AddSingleton<IGridReader, GridReader>();
    }

    /// <summary>This engine has no pages of its own; its statistics are at <c>/api/admin/grid</c>.</summary>
    public static void MapGrainEngine(this WebApplication app)
    {
    }

    private sealed class SharedDatabase(ISqliteDatabase database) : IGrainDatabase
    {
        public Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
            database.WriteAsync(session => work(session.Connection), cancellationToken);

        public Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) =>
            database.ReadAsync(session => work(session.Connection), cancellationToken);
    }

    private sealed class GridReader(IGrainStatistics statistics) : IGridReader
    {
        public Task<GridView> ReadAsync(CancellationToken cancellationToken)
        {
            var snapshot = statistics.Read();
            using var process = Process.GetCurrentProcess();
            var silo = new GridSilo(
                Environment.MachineName, "Active", snapshot.Activations, process.WorkingSet64,
                new DateTimeOffset(process.StartTime.ToUniversalTime()));
            return Task.FromResult(new GridView(
                [silo],
                [.. snapshot.Classes.Select(grain => new GridGrain(grain.GrainType, grain.Activations))],
                [.. snapshot.Methods.OrderByDescending(method => method.Calls).Select(View)]));
        }

        private static GridMethod View(GrainMethodStatistics method) => new(
            method.Interface, method.Method, method.Calls, method.Errors, method.Mean.TotalMilliseconds, method.P50.TotalMilliseconds,
            method.P95.TotalMilliseconds, method.P99.TotalMilliseconds);
    }
}
