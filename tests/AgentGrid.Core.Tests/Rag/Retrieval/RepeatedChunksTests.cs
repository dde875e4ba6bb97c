using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

/// <summary>What the copies of one text do to the scores of others.</summary>
public sealed class RepeatedChunksTests
{
    [Fact]
    public async Task Search_IndexGrowsByOneFile_ScoresHardlyChange()
    {
        using var index = KnowledgeIndex.For(new NgramEmbedder());
        await AddAsync(index, "copies", Enumerable.Repeat("A beacon shines at night.", 400));
        await AddAsync(index, "rest", Enumerable.Range(0, 620).Select(i => $"Entry number{i} of the register."));
        await AddAsync(index, "zebra", ["A zebra grazes."]);
        var before = await ScoreAsync(index);

        for (var i = 0; i < 1_100; i++)
        {
            await AddAsync(index, $"more{i}", [$"Another page{i} of the register."]);
            var now = await ScoreAsync(index);
            now.ShouldBe(before, tolerance: 0.02, $"with {index.ChunkCount} chunks");
            before = now;
        }
    }

    private static async Task<double> ScoreAsync(KnowledgeIndex index) =>
        (await index.SearchAsync(new KnowledgeSearch("beacon zebra", 5, SearchMode.Keyword))).Hits.Single(hit => hit.FileId == "copies").Score;

    private static Task AddAsync(KnowledgeIndex index, string file, IEnumerable<string> texts) =>
        index.AddFileAsync(file, texts.Select((text, i) => new IndexedChunk(i, text, null, default)).ToAsyncEnumerable());
}
