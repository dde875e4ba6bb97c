namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>
/// Output of an external program, taken as fast as it comes and kept until it is read: in memory when small, else in a temporary
/// file. The program so ends at its own pace, however long its reader is busy with other work.
/// </summary>
internal sealed class SpooledOutput(long limit) : IDisposable
{
    private const int InMemoryBytes = 512 * 1024;

    private const int BufferBytes = 64 * 1024;

    private Stream _kept = new MemoryStream();

    /// <summary>Takes the pipe to its end; false when it gives more than the limit, of which the rest is not taken.</summary>
    public async Task<bool> FillAsync(Stream pipe)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await pipe.ReadAsync(buffer)) > 0)
        {
            if (_kept.Length + read > limit)
            {
                return false;
            }

            if (_kept is MemoryStream memory && memory.Length + read > InMemoryBytes)
            {
                _kept = OpenFile();
                memory.WriteTo(_kept);
            }

            _kept.Write(buffer, 0, read);
        }

        return true;
    }

    /// <summary>What was taken, from its beginning. Disposing of it is left to this object.</summary>
    public Stream Content()
    {
        _kept.Position = 0;
        return _kept;
    }

    public void Dispose() => _kept.Dispose();

    private static FileStream OpenFile()
    {
        var path = TempFile.NewPath();
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, BufferBytes, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // Nameless from the start: a server that is killed leaves nothing behind.
            File.Delete(path);
        }

        return file;
    }
}
