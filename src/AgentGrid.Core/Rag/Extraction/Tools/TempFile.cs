namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>A file of our own naming in the system's temporary folder, gone with its owner.</summary>
public sealed class TempFile : IDisposable
{
    /// <summary>Where it lies.</summary>
    public string Path { get; } = NewPath();

    /// <summary>Creates it; the caller fills it and disposes the stream.</summary>
    public FileStream Create() => new(Path, FileMode.CreateNew, FileAccess.Write);

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    /// <summary>A name that no other file has.</summary>
    internal static string NewPath() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), "agentgrid-" + System.IO.Path.GetRandomFileName());
}
