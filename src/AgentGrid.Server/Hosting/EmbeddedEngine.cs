namespace AgentGrid.Server.Hosting;

/// <summary>The grain engine of the default build: this process, and the database file that everything else is in.</summary>
internal static class EmbeddedEngine
{
    public static void AddGrainEngine(this WebApplicationBuilder builder) => builder.UseOrleansEmbedded();

    /// <summary>This engine has no pages of its own; its statistics are at <c>/api/admin/grid</c>.</summary>
    public static void MapGrainEngine(this WebApplication app)
    {
    }
}
