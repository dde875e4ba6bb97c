using AgentGrid.Agents;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class KnowledgeIndexChangesTests : KnowledgeIndexFacts
{
    [Fact]
    public async Task AddFile_Again_ReplacesIt()
    {
        await FillAsync();
        await AddAsync("library", null, "The swimming pool has five lanes.");

        Index.ChunkCount.ShouldBe(4);
        (await FirstAsync("five lanes of the swimming pool")).ShouldBe("library");
        (await Index.SearchAsync(new KnowledgeSearch("twelve books for 28 days", 5, SearchMode.Keyword))).Hits
            .ShouldNotContain(hit => hit.FileId == "library");
    }

    [Fact]
    public async Task AddFile_ThatFails_LeavesTheIndexAsItWas()
    {
        await FillAsync();
        await Should.ThrowAsync<ArgumentException>(() => Index.AddFileAsync("bad", Chunks("x", "y", "z").Select(c => c with { Ordinal = 0 })));
        await Should.ThrowAsync<FormatException>(() => Index.AddFileAsync(
            "bad", Chunks("xylophone").Select(c => c with { Embedding = new byte[] { 9, 9 } })));

        Index.FileCount.ShouldBe(3);
        Index.ChunkCount.ShouldBe(6);
        (await Index.SearchAsync(new KnowledgeSearch("xylophone", 5, SearchMode.Keyword))).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task AddFiles_SmallAndLarge_AnswersAsIfAddedOneByOne()
    {
        using var together = KnowledgeIndex.For(Embedder);
        var texts = Enumerable.Range(0, 60).Select(file => TextsOf(file, chunks: file == 30 ? FileGroup.Size + 100 : file)).ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            await AddAsync($"f{i}", null, texts[i]);
        }

        await together.AddFilesAsync(texts.Select((chunks, i) => FileOf($"f{i}", chunks)).ToAsyncEnumerable());

        together.FileCount.ShouldBe(60);
        together.ChunkCount.ShouldBe(Index.ChunkCount);
        foreach (var question in (string[])["green word7", "red file30 word604", "word12 file59", "blue"])
        {
            var expected = await Index.SearchAsync(new KnowledgeSearch(question, 20));
            (await together.SearchAsync(new KnowledgeSearch(question, 20))).Hits.ShouldBe(expected.Hits);
        }
    }

    [Fact]
    public async Task AddFiles_ThereAlready_ReplacesThem()
    {
        await FillAsync();

        await Index.AddFilesAsync(new[] { FileOf("library", "The swimming pool has five lanes."), FileOf("new", "A tram.") }.ToAsyncEnumerable());

        Index.ChunkCount.ShouldBe(5);
        (await FirstAsync("five lanes of the swimming pool")).ShouldBe("library");
        (await Index.SearchAsync(new KnowledgeSearch("twelve books for 28 days", 5, SearchMode.Keyword))).Hits
            .ShouldNotContain(hit => hit.FileId == "library");
    }

    [Fact]
    public async Task AddFiles_OneThatFails_LeavesNothingOfItsGroup()
    {
        await FillAsync();
        var broken = FileOf("bad", "xylophone");
        broken = broken with { Chunks = broken.Chunks.Select(chunk => chunk with { Embedding = new byte[] { 9, 9 } }) };
        var unread = FileOf("worse", "xylophone") with { Chunks = Unreadable() };

        await Should.ThrowAsync<FormatException>(
            () => Index.AddFilesAsync(new[] { FileOf("good", "A xylophone."), broken }.ToAsyncEnumerable()));
        await Should.ThrowAsync<IOException>(
            () => Index.AddFilesAsync(new[] { FileOf("good", "A xylophone."), unread }.ToAsyncEnumerable()));

        Index.FileCount.ShouldBe(3);
        Index.ChunkCount.ShouldBe(6);
        (await Index.SearchAsync(new KnowledgeSearch("xylophone", 5, SearchMode.Keyword))).Hits.ShouldBeEmpty();
        (await Index.SearchAsync(new KnowledgeSearch("xylophone", 50, SearchMode.Vector))).Hits.ShouldNotContain(hit => hit.FileId != "library" && hit.FileId != "parts" && hit.FileId != "zh");
    }

    [Fact]
    public async Task RemoveFile_ThenSearch_FindsNothingOfIt()
    {
        await FillAsync();
        await Index.RemoveFileAsync("library");
        await Index.RemoveFileAsync("library");

        Index.FileCount.ShouldBe(2);
        (await Index.SearchAsync(new KnowledgeSearch("library books", 50))).Hits.ShouldNotContain(hit => hit.FileId == "library");
    }

    [Fact]
    public async Task Search_ChunkWithoutVector_IsFoundByKeywords()
    {
        await Index.AddFileAsync("a", Chunks("zebra crossing").Select(c => c with { Embedding = default }));

        (await FirstAsync("zebra")).ShouldBe("a");
    }

    [Fact]
    public async Task Search_WhileFilesComeAndGo_SeesEachFileWholeOrNotAtAll()
    {
        const int parts = 30;
        const int enough = 20;
        var seen = 0;
        using var done = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var hits = (await Index.SearchAsync(new KnowledgeSearch("common", 5_000, SearchMode.Hybrid))).Hits;
                hits.GroupBy(hit => hit.FileId).ShouldAllBe(file => file.Count() == parts);
                Interlocked.Add(ref seen, hits.Count > 0 ? 1 : 0);
            }
        })).ToArray();

        // Files come and go until enough searches saw some, however slow they are.
        for (var i = 0; (i < 40 || Volatile.Read(ref seen) < enough) && !Array.Exists(searches, search => search.IsCompleted); i++)
        {
            await AddAsync($"f{i % 7}", null, [.. Enumerable.Range(0, parts).Select(n => $"common a{i}x{n} b{n}x{i} c{i * n} d{n} e{i}")]);
            if (i % 5 == 4)
            {
                await Index.RemoveFileAsync($"f{i % 7}");
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(searches).WaitAsync(TimeSpan.FromSeconds(60));
        seen.ShouldBeGreaterThanOrEqualTo(enough);
    }

    private FileChunks FileOf(string id, params string[] texts) => new(id, Version: 0, texts.Length, Chunks(texts));

    private static string[] TextsOf(int file, int chunks)
    {
        string[] colours = ["red", "green", "blue"];
        return [.. Enumerable.Range(0, chunks).Select(n => $"{colours[n % 3]} word{n} of file{file} and word{n * 7 % 50} in its place {n * file}")];
    }

    private static async IAsyncEnumerable<IndexedChunk> Unreadable()
    {
        yield return new IndexedChunk(0, "xylophone", null, default);
        await Task.Yield();
        throw new IOException("The disk is gone.");
    }
}
