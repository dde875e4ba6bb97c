namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>A source as a file on disk, which external programs need; a private copy unless it already is one.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly TempFile? _copy;

    public LocalFile(ExtractionSource source)
    {
        if (source.Path is { } path)
        {
            Path = path;
            return;
        }

        _copy = new TempFile();
        Path = _copy.Path;
        using var stream = source.Open();
        using var file = _copy.Create();
        stream.CopyTo(file);
    }

    public string Path { get; }

    public void Dispose() => _copy?.Dispose();
}
