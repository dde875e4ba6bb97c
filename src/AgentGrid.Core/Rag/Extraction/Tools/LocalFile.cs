namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>A source as a file on disk, which external programs need; a private copy unless it already is one.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly string? _copy;

    public LocalFile(ExtractionSource source)
    {
        if (source.Path is { } path)
        {
            Path = path;
            return;
        }

        _copy = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "agentgrid-" + System.IO.Path.GetRandomFileName());
        Path = _copy;
        using var stream = source.Open();
        using var file = new FileStream(_copy, FileMode.CreateNew, FileAccess.Write);
        stream.CopyTo(file);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (_copy is not null)
        {
            File.Delete(_copy);
        }
    }
}
