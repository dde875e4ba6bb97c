using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

/// <summary>An index and what tests put into it.</summary>
public abstract class KnowledgeIndexFacts : IDisposable
{
    protected KnowledgeIndexFacts() => Index = KnowledgeIndex.For(Embedder);

    protected NgramEmbedder Embedder { get; } = new();

    protected KnowledgeIndex Index { get; }

    public void Dispose()
    {
        Index.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static readonly string[] Library =
    [
        "The library opened in 1921. Its reading room holds 240 seats and a large clock from Vienna.",
        "Visitors may borrow up to twelve books for 28 days. Late books cost a fine.",
        "The garden behind the house grows roses, tulips and three old apple trees.",
    ];

    protected async Task FillAsync()
    {
        await AddAsync("library", "City library", Library);
        await AddAsync("parts", "Parts list", "SKU-1234 is a brass valve.", "The option maxRetryCount limits attempts.");
        await AddAsync("zh", "图书馆", "图书馆位于中央广场。图书馆每天早上九点开放。借书证的费用是五元。");
    }

    protected Task AddAsync(string id, string? title, params string[] texts) =>
        Index.AddFileAsync(id, Chunks(texts).Select(chunk => chunk with { Prefix = title }));

    protected async IAsyncEnumerable<IndexedChunk> Chunks(params string[] texts)
    {
        var embeddings = await Embedder.EmbedAsync(texts, EmbeddingPurpose.Document);
        for (var i = 0; i < texts.Length; i++)
        {
            yield return new IndexedChunk(i, texts[i], null, embeddings[i]);
        }
    }

    protected async Task<string> FirstAsync(string question) =>
        (await Index.SearchAsync(new KnowledgeSearch(question, 5))).Hits[0].FileId;
}
