using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGrid.Storage.Disk;

/// <summary>What .NET has no call for: to begin writing a file to the disk, and to sync a directory.</summary>
internal static partial class DiskSync
{
    // SYNC_FILE_RANGE_WRITE
    private const uint Write = 2;

    /// <summary>
    /// Begins to write what a file holds, without waiting for it: a later sync finds less to do. A hint; where the system has no such
    /// call, or refuses, the sync does it all.
    /// </summary>
    public static void Begin(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SyncFileRange(file, 0, 0, Write);
        }
    }

    /// <summary>Makes the renames into a directory durable. POSIX syncs it like a file.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, 0);
        if (descriptor < 0)
        {
            throw new IOException($"The directory cannot be opened to sync it (errno {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            if (FSync(descriptor) != 0)
            {
                throw new IOException($"The directory cannot be synced (errno {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long bytes, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
