using Microsoft.Extensions.Hosting;

namespace AgentGrid.Benchmarks.Grains;

/// <summary>The engine this build measures.</summary>
internal static class Engine
{
    public static void Use(IHostApplicationBuilder builder) => builder.UseOrleans(static silo => silo.UseLocalhostClustering());
}
