namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>Finds external programs.</summary>
internal static class ToolLocator
{
    /// <summary>Full path of a program given by path or by name in PATH; null when it is not there or turned off.</summary>
    public static string? Find(string program)
    {
        if (string.IsNullOrWhiteSpace(program))
        {
            return null;
        }

        if (Path.IsPathRooted(program))
        {
            return File.Exists(program) ? program : null;
        }

        var names = OperatingSystem.IsWindows() ? (string[])[program + ".exe", program] : [program];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
