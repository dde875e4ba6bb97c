using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Vectors;

namespace AgentGrid.Core.Tests.Rag.Retrieval.Vectors;

/// <summary>What every <see cref="IVectorIndex"/> keeps. A back end makes an index and vectors that it understands.</summary>
public abstract class VectorIndexConformance
{
    private const int Files = 12;
    private const int ChunksPerFile = 40;

    protected abstract IVectorIndex Create();

    /// <summary>A vector of the index's form, the same for the same seed.</summary>
    protected abstract byte[] Vector(int seed);

    [Fact]
    public async Task Search_EveryStoredVector_FindsItselfFirst()
    {
        var index = await FilledAsync();
        var reader = index.OpenReader();

        for (var seed = 0; seed < Files * ChunksPerFile; seed += 17)
        {
            var matches = await reader.SearchAsync(Vector(seed), 3, []);
            matches.Hits[0].Key.ShouldBe(KeyOf(seed));
            matches.Hits.Count.ShouldBe(3);
            matches.Hits.Select(hit => hit.Score).ShouldBeInOrder(SortDirection.Descending);
        }
    }

    [Fact]
    public async Task Search_FewBest_AreThoseOfASearchForAll()
    {
        var reader = (await FilledAsync()).OpenReader();
        for (var seed = 1_000; seed < 1_040; seed++)
        {
            var all = await reader.SearchAsync(Vector(seed), Files * ChunksPerFile, []);
            var few = await reader.SearchAsync(Vector(seed), 7, []);

            few.Hits.Select(hit => hit.Key).ShouldBe(all.Hits.Take(7).Select(hit => hit.Key));
        }
    }

    [Fact]
    public async Task Search_ChunksAskedForByKey_ScoreAsInTheRanking()
    {
        var reader = (await FilledAsync()).OpenReader();
        var all = await reader.SearchAsync(Vector(5_000), 50, []);
        ChunkKey[] keys = [all.Hits[30].Key, new ChunkKey(9_999, 0), all.Hits[2].Key];

        var matches = await reader.SearchAsync(Vector(5_000), 1, keys);

        matches.Also.Count.ShouldBe(3);
        matches.Also[0].ShouldBe(all.Hits[30].Score, 1e-5f);
        matches.Also[1].ShouldBe(0);
        matches.Also[2].ShouldBe(all.Hits[2].Score, 1e-5f);
    }

    [Fact]
    public async Task OpenReader_Earlier_DoesNotSeeLaterChanges()
    {
        var index = await FilledAsync();
        var before = index.OpenReader();
        await index.AddAsync([new EmbeddedChunk(new ChunkKey(Files, 0), Vector(7_000))]);
        await index.RemoveAsync(0);

        before.Count.ShouldBe(Files * ChunksPerFile);
        (await before.SearchAsync(Vector(7_000), 1, [])).Hits[0].Key.File.ShouldNotBe(Files);
        (await before.SearchAsync(Vector(0), 1, [])).Hits[0].Key.ShouldBe(KeyOf(0));
        (await index.OpenReader().SearchAsync(Vector(7_000), 1, [])).Hits[0].Key.ShouldBe(new ChunkKey(Files, 0));
    }

    [Fact]
    public async Task Remove_FileAfterFile_LeavesExactlyTheOthers()
    {
        var index = await FilledAsync();
        for (var file = 0; file < Files; file++)
        {
            await index.RemoveAsync(file);
            var reader = index.OpenReader();
            reader.Count.ShouldBe((Files - file - 1) * ChunksPerFile);
            var hits = (await reader.SearchAsync(Vector(file * ChunksPerFile), Files * ChunksPerFile, [KeyOf(file * ChunksPerFile)]));
            hits.Hits.ShouldAllBe(hit => hit.Key.File > file);
            hits.Also[0].ShouldBe(0);
            if (file + 1 < Files)
            {
                var seed = (file + 1) * ChunksPerFile;
                (await reader.SearchAsync(Vector(seed), 1, [])).Hits[0].Key.ShouldBe(KeyOf(seed));
            }
        }
    }

    [Fact]
    public async Task Remove_UnknownFile_ChangesNothing()
    {
        var index = await FilledAsync();
        await index.RemoveAsync(77);

        index.OpenReader().Count.ShouldBe(Files * ChunksPerFile);
    }

    [Fact]
    public async Task Add_VectorOfAnotherForm_IsRefusedWhole()
    {
        var index = await FilledAsync();
        await Should.ThrowAsync<FormatException>(async () => await index.AddAsync(
        [
            new EmbeddedChunk(new ChunkKey(Files, 0), Vector(1)),
            new EmbeddedChunk(new ChunkKey(Files, 1), new byte[] { 99, 1, 2 }),
        ]));

        index.OpenReader().Count.ShouldBe(Files * ChunksPerFile);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 99, 1, 2 })]
    public async Task Search_QueryOfAnotherForm_FindsNothing(byte[] query)
    {
        var matches = await (await FilledAsync()).OpenReader().SearchAsync(query, 5, [KeyOf(0)]);

        matches.Hits.ShouldBeEmpty();
        matches.Also.ShouldBe([0f]);
    }

    [Fact]
    public async Task Search_EmptyIndex_FindsNothing() =>
        (await Create().OpenReader().SearchAsync(Vector(1), 5, [])).Hits.ShouldBeEmpty();

    [Fact]
    public async Task Search_WhileOneWriterAddsAndRemoves_SeesWholeFiles()
    {
        var index = Create();
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var searches = 0;
            while (!done.IsCancellationRequested || searches == 0)
            {
                var reader = index.OpenReader();
                var hits = (await reader.SearchAsync(Vector(3), 10_000, [])).Hits;
                hits.Count.ShouldBeLessThanOrEqualTo(reader.Count);
                (reader.Count % ChunksPerFile).ShouldBe(0);
                searches++;
            }
        })).ToArray();

        for (var file = 0; file < 60; file++)
        {
            await index.AddAsync(FileOf(file));
            if (file % 3 == 2)
            {
                await index.RemoveAsync(file - 1);
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(60));
        index.OpenReader().Count.ShouldBe(40 * ChunksPerFile);
    }

    private static ChunkKey KeyOf(int seed) => new(seed / ChunksPerFile, seed % ChunksPerFile);

    private async Task<IVectorIndex> FilledAsync()
    {
        var index = Create();
        for (var file = 0; file < Files; file++)
        {
            await index.AddAsync(FileOf(file));
        }

        return index;
    }

    private EmbeddedChunk[] FileOf(int file) =>
    [
        .. Enumerable.Range(file * ChunksPerFile, ChunksPerFile).Select(seed => new EmbeddedChunk(KeyOf(seed), Vector(seed))),
    ];
}
