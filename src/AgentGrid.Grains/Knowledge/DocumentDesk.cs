using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Tools;
using AgentGrid.Core.Rag.Ingestion;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Blobs;

namespace AgentGrid.Grains.Knowledge;

/// <summary>Opens stored documents and takes passages from them.</summary>
internal sealed class DocumentDesk(IBlobStore blobs, DocumentExtractor extractor, Chunker chunker)
{
    /// <summary>Passages read past at once when a reading begins again in the middle.</summary>
    private const int SkipAtOnce = 512;

    /// <summary>Begins to read a document; null when its bytes are gone. External programs read it where it lies on disk.</summary>
    public async Task<DocumentReading?> OpenAsync(PassageRequest request, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(request.BlobName, cancellationToken);
        if (content is null)
        {
            return null;
        }

        if (content is FileStream file)
        {
            return await BeginAsync(file.Name, request.FileName, null, cancellationToken);
        }

        var copy = new TempFile();
        try
        {
            await using (var target = copy.Create())
            {
                await content.CopyToAsync(target, cancellationToken);
            }

            return await BeginAsync(copy.Path, request.FileName, copy, cancellationToken);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>The passages asked for, after reading past those before them.</summary>
    public static Outcome<PassageBatch> Next(DocumentReading reading, PassageRequest request, CancellationToken cancellationToken)
    {
        string? hash = null;
        var began = reading.Position;
        while (reading.Position < request.From && !reading.Ended)
        {
            hash = reading.Take(Math.Min(SkipAtOnce, request.From - reading.Position), cancellationToken) is [.., var last] ? last.ContentHash : hash;
        }

        // Another program, or another version of one, may read the same bytes differently: then what is stored does not fit.
        if (reading.Position < request.From || (began < request.From && hash != request.HashBefore))
        {
            return Failure.Conflict(FailureCodes.FileChanged, "The file is read differently than before. It begins again.");
        }

        var title = Path.GetFileNameWithoutExtension(request.FileName);
        var chunks = reading.Take(request.Count, cancellationToken);
        return new PassageBatch(
            [.. chunks.Select(chunk => ToPassage(chunk, title))], chunks.Count < request.Count, reading.Progress, reading.ContentType,
            reading.Pages);
    }

    private Task<DocumentReading> BeginAsync(string path, string name, IDisposable? owned, CancellationToken cancellationToken) =>
        Task.Run(() => new DocumentReading(extractor, chunker, ExtractionSource.FromFile(path, name), owned), cancellationToken);

    private static Passage ToPassage(TextChunk chunk, string title) => new(
        chunk.Ordinal, chunk.Text, chunk.Heading, chunk.Page, chunk.Start, chunk.End, chunk.ContentHash,
        TextChunk.IndexPrefix(title, chunk.Heading), chunk.Places);
}
