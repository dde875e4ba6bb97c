using System.Globalization;

namespace AgentGrid.Storage.Hosting;

/// <summary>The folder that holds the embedded store and the blobs, held by one process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private const string LockName = "agentgrid.lock";
    private const string PidName = "agentgrid.pid";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        FullPath = path;
        _lock = held;
    }

    public string FullPath { get; }

    /// <summary>The embedded database.</summary>
    public string DatabaseFile => Path.Combine(FullPath, "agentgrid.db");

    /// <summary>Where the blobs are.</summary>
    public string BlobFolder => Path.Combine(FullPath, "blobs");

    /// <summary>
    /// Creates the folder when needed, for this user alone, and holds it until disposed, or until the process ends however it does.
    /// A folder that is there keeps the rights it has.
    /// </summary>
    /// <exception cref="StorageStartException">Another process holds it, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Create(full);
            // The lock is the operating system's, so a crash frees it. The pid beside it only serves the message.
            var held = new FileStream(
                Path.Combine(full, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(Path.Combine(full, PidName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(full, held);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw NotWritable(full, exception);
        }
        catch (IOException exception) when (File.Exists(Path.Combine(full, LockName)))
        {
            throw new StorageStartException(
                $"The data folder {full} is in use by another AgentGrid process{Owner(full)}. Stop that process, or give this one "
                + "a folder of its own with --data.",
                exception);
        }
        catch (IOException exception)
        {
            throw NotWritable(full, exception);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(Path.Combine(FullPath, PidName));
        }
        catch (IOException)
        {
            // Only the message of a refused second process reads it.
        }

        _lock.Dispose();
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static StorageStartException NotWritable(string path, Exception exception) => new(
        $"The data folder {path} cannot be created or written. Give this user the right to write there, or choose another folder "
        + "with --data.",
        exception);

    private static string Owner(string path)
    {
        try
        {
            return $" (pid {File.ReadAllText(Path.Combine(path, PidName)).Trim()})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
