using System.Runtime.CompilerServices;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Files that go into an index together.</summary>
/// <param name="Files">Numbered from 0, until <see cref="Renumbered"/>.</param>
/// <param name="Batch">Their chunks.</param>
internal sealed record FileGroup(IReadOnlyList<IndexedFile> Files, IndexBatch Batch)
{
    /// <summary>Chunks in a group: few enough that what is counted stays in the processor's cache, many enough to spare merges.</summary>
    public const int Size = 512;

    /// <summary>Divides files into groups of about <see cref="Size"/> chunks; a file of more, or of nobody knows how many, is a group of its own.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<FileChunks>> OfAsync(
        IAsyncEnumerable<FileChunks> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var group = new List<FileChunks>();
        var chunks = 0;
        await foreach (var file in files.WithCancellation(cancellationToken))
        {
            var count = file.Count ?? Size + 1;
            if (group.Count > 0 && chunks + count > Size)
            {
                yield return group;
                (group, chunks) = ([], 0);
            }

            group.Add(file);
            chunks += count;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    /// <summary>Reads and analyses the chunks of a few files.</summary>
    public static async Task<FileGroup> ReadAsync(IReadOnlyList<FileChunks> files, CancellationToken cancellationToken)
    {
        var analyzer = TextAnalyzerPool.Rent();
        try
        {
            var indexer = new FileIndexer(analyzer);
            var indexed = new List<IndexedFile>(files.Count);
            foreach (var file in files)
            {
                indexer.Begin(indexed.Count);
                await foreach (var chunk in file.Chunks.WithCancellation(cancellationToken))
                {
                    indexer.Add(chunk);
                }

                indexed.Add(indexer.End(file.FileId, file.Version));
            }

            return new FileGroup(indexed, indexer.TakeBatch());
        }
        finally
        {
            TextAnalyzerPool.Return(analyzer);
        }
    }

    /// <summary>The same with the files numbered from <paramref name="first"/>.</summary>
    public FileGroup Renumbered(int first) =>
        new([.. Files.Select(file => file with { Number = file.Number + first })], Batch.Renumbered(first));
}
