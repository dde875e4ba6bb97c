namespace AgentGrid.Grains.Knowledge;

/// <summary>A temporary file that goes with its owner.</summary>
internal sealed class TemporaryCopy : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "agentgrid-" + System.IO.Path.GetRandomFileName());

    public async Task FillAsync(Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(file, cancellationToken);
    }

    public void Dispose() => File.Delete(Path);
}
