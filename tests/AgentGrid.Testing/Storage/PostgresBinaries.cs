namespace AgentGrid.Testing.Storage;

/// <summary>Finds the server's programs: in <c>AGENTGRID_POSTGRES_BIN</c>, on the path, or where Debian puts them.</summary>
internal static class PostgresBinaries
{
    private const string Variable = "AGENTGRID_POSTGRES_BIN";
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <returns>The folder with <c>initdb</c> and <c>postgres</c>, or null.</returns>
    public static string? Find() => Candidates().FirstOrDefault(folder =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured)
        {
            yield return configured;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length > 0)
            {
                yield return folder;
            }
        }

        if (Directory.Exists(DebianRoot))
        {
            foreach (var version in Directory.GetDirectories(DebianRoot).OrderDescending(StringComparer.Ordinal))
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }
}
