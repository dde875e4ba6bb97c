using System.IO.Compression;

namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>An entry unpacked so that it can be read more than once: in memory when small, else in a temporary file of our own naming.</summary>
internal sealed class UnpackedEntry : IDisposable
{
    private const int InMemoryBytes = 1_000_000;

    private readonly string? _path;

    public UnpackedEntry(ZipPackage package, ZipArchiveEntry entry, string name)
    {
        using var stream = package.Read(entry);
        var head = new byte[InMemoryBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < head.Length)
        {
            Source = ExtractionSource.FromBytes(head[..length], name);
            return;
        }

        _path = Path.Combine(Path.GetTempPath(), "agentgrid-" + Path.GetRandomFileName());
        try
        {
            using var file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write);
            file.Write(head);
            stream.CopyTo(file);
        }
        catch
        {
            File.Delete(_path);
            throw;
        }

        Source = ExtractionSource.FromFile(_path, name);
    }

    public ExtractionSource Source { get; }

    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
