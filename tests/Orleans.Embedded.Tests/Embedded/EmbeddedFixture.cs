using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded.Tests.Conformance;

namespace Orleans.Embedded.Tests.Embedded;

/// <summary>The embedded engine in a host of its own.</summary>
public sealed class EmbeddedFixture : IGrainFixture
{
    private IHost? _host;

    public IGrainFactory GrainFactory => Services.GetRequiredService<IGrainFactory>();

    public IClusterClient Client => Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _host!.Services;

    public async Task StartAsync(GrainFixtureOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansEmbedded(silo => ConformanceSilo.Configure(silo, options));
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
    }
}
