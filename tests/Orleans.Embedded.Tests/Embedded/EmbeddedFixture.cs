using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Runtime;
using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

/// <summary>The embedded engine in a host of its own.</summary>
/// <param name="path">The SQLite file to keep states and reminders in; null for none.</param>
/// <param name="configure">What else to tell the engine.</param>
/// <param name="inMemory">Whether states and reminders are kept in memory when there is no file.</param>
public sealed class EmbeddedFixture(
    string? path = null, Action<ISiloBuilder>? configure = null, bool inMemory = true) : IGrainFixture
{
    private IHost? _host;

    public IGrainFactory GrainFactory => Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _host!.Services;

    public async Task StartAsync(GrainFixtureOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansEmbedded(silo =>
        {
            ConformanceSilo.Configure(silo, options);
            if (path is not null)
            {
                silo.UseSqlite(path);
            }
            else if (inMemory)
            {
                ConformanceSilo.KeepInMemory(silo);
            }

            configure?.Invoke(silo);
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _host!.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await host.StopAsync(patience.Token);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    /// <summary>The only activation with this key.</summary>
    internal Activation Activation(string key) =>
        Services.GetRequiredService<GrainRuntime>().Kinds.SelectMany(k => k.Activations).Single(a => a.Key == key);
}
