namespace AgentGrid.Core.Tests.Rag;

/// <summary>A folder of real documents that a developer may have; tests over it skip when it is absent.</summary>
internal static class SharedData
{
    public static string? Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("AGENTGRID_SHARED_DATA");
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); root is null && above is not null; above = above.Parent)
        {
            var candidate = Path.Combine(above.FullName, "shared", "data");
            root = Directory.Exists(candidate) ? candidate : null;
        }

        var folder = root is null ? null : Path.Combine(root, name);
        return Directory.Exists(folder) ? folder : null;
    }
}
