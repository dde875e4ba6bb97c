using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Knowledge;

/// <summary>What may follow on what.</summary>
internal static class FileStates
{
    /// <summary>Whether the file stays so until somebody asks for something.</summary>
    public static bool IsTerminal(FileStatus status) => status is FileStatus.Ready or FileStatus.Failed or FileStatus.Cancelled;

    public static string Name(FileStatus status) => status.ToString().ToLowerInvariant();
}
