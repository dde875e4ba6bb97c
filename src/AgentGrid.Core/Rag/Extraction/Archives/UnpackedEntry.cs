using System.IO.Compression;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>An entry unpacked so that it can be read more than once: in memory when small, else in a temporary file of our own naming.</summary>
internal sealed class UnpackedEntry : IDisposable
{
    private const int InMemoryBytes = 1_000_000;

    private readonly TempFile? _file;

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

        _file = new TempFile();
        try
        {
            using var file = _file.Create();
            file.Write(head);
            stream.CopyTo(file);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        Source = ExtractionSource.FromFile(_file.Path, name);
    }

    public ExtractionSource Source { get; }

    public void Dispose() => _file?.Dispose();
}
