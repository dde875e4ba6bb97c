using System.Text;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Benchmarks.Retrieval;

/// <summary>Puts documents through the product's own extraction, chunking, embedding and index, in memory.</summary>
internal sealed class BenchIndex : IDisposable
{
    private readonly NgramEmbedder _embedder = new();
    private readonly DocumentExtractor _extractor = new(new ExtractionOptions(), TimeProvider.System);
    private readonly Chunker _chunker;

    public BenchIndex(ChunkingOptions? chunking = null)
    {
        Index = KnowledgeIndex.For(_embedder);
        _chunker = new Chunker(chunking ?? new ChunkingOptions());
    }

    public KnowledgeIndex Index { get; }

    /// <summary>Chunks of a plain text, as ingestion makes them.</summary>
    public IReadOnlyList<TextChunk> Chunk(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [.. _chunker.Chunk(_extractor.Extract(new ExtractionSource("document.txt", bytes.Length, () => new MemoryStream(bytes))))];
    }

    public Task AddAsync(string id, string title, IReadOnlyList<TextChunk> chunks) => Index.AddFileAsync(id, Indexed(title, chunks));

    public void Dispose() => Index.Dispose();

    private async IAsyncEnumerable<IndexedChunk> Indexed(string title, IReadOnlyList<TextChunk> chunks)
    {
        foreach (var chunk in chunks)
        {
            var prefix = TextChunk.IndexPrefix(title, chunk.Heading);
            var embeddings = await _embedder.EmbedAsync([IndexedChunk.EmbeddingText(prefix, chunk.Text)], EmbeddingPurpose.Document);
            yield return new IndexedChunk(chunk.Ordinal, chunk.Text, prefix, embeddings[0]);
        }
    }
}
