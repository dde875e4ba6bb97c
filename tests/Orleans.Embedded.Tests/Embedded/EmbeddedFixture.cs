using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

/// <summary>The embedded engine in a host of its own.</summary>
/// <param name="path">The SQLite file to keep states and reminders in; null for memory.</param>
/// <param name="configure">What else to tell the engine.</param>
public sealed class EmbeddedFixture(string? path = null, Action<ISiloBuilder>? configure = null) : IGrainFixture
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
            if (path is null)
            {
                ConformanceSilo.KeepInMemory(silo);
            }
            else
            {
                silo.UseSqlite(path);
            }

            configure?.Invoke(silo);
        });
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
