namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Many files at once.</summary>
public sealed partial class KnowledgeIndex
{
    /// <summary>
    /// Adds many files, each in place of what there was of it. They are read on all processors, in groups of a few hundred
    /// chunks, and show in searches group after group, in the order given; a file too large for a group is taken in by itself.
    /// </summary>
    /// <param name="files">None twice.</param>
    /// <param name="cancellationToken">Stops; groups that are whole stay.</param>
    public async Task AddFilesAsync(IAsyncEnumerable<FileChunks> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reading = new Queue<Task<FileGroup>>();
        try
        {
            await foreach (var group in FileGroup.OfAsync(files, cancellationToken))
            {
                if (group is [{ Count: null or > FileGroup.Size } large])
                {
                    await AddAllAsync(reading, leave: 0, cancellationToken);
                    await AddFileAsync(large.FileId, large.Chunks, large.Version, cancellationToken);
                    continue;
                }

                await AddAllAsync(reading, leave: Environment.ProcessorCount, cancellationToken);
                reading.Enqueue(Task.Run(() => FileGroup.ReadAsync(group, cancellationToken), cancellationToken));
            }

            await AddAllAsync(reading, leave: 0, cancellationToken);
        }
        finally
        {
            // After a failure nothing goes on reading behind the caller's back.
            await Task.WhenAny(Task.WhenAll(reading));
        }
    }

    private async Task AddAllAsync(Queue<Task<FileGroup>> reading, int leave, CancellationToken cancellationToken)
    {
        while (reading.Count > leave)
        {
            await AddAsync(await reading.Dequeue(), cancellationToken);
        }
    }

    private async Task AddAsync(FileGroup group, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        var numbered = group.Renumbered(_lastNumber + 1);
        _lastNumber += group.Files.Count;
        var isAdded = false;
        try
        {
            await AddAsync(numbered.Batch, cancellationToken);
            await ReplaceAsync(numbered.Files);
            isAdded = true;
        }
        finally
        {
            foreach (var file in isAdded ? [] : numbered.Files)
            {
                await DropAsync(file.Number);
            }

            _writer.Release();
        }
    }
}
