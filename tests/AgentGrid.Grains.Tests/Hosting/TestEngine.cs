using Microsoft.Extensions.Hosting;

namespace AgentGrid.Grains.Tests.Hosting;

/// <summary>The engine that the tests run on.</summary>
internal static class TestEngine
{
    public static void Use(IHostApplicationBuilder builder) => builder.UseOrleansEmbedded();
}
