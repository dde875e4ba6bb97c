namespace AgentGrid.Testing.Storage;

/// <summary>A folder of a test's own, removed with all it holds when disposed.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => FullPath = Directory.CreateTempSubdirectory("agentgrid-test-").FullName;

    public string FullPath { get; }

    public string File(string name) => Path.Combine(FullPath, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still hold a file: the system clears its temporary folder some day.
        }
    }
}
