using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public abstract class EmbeddingCacheTests(IStoreBackend backend) : KnowledgeTest(backend)
{
    private EmbeddingCache Cache => new(Database, Time);

    [SkippableFact]
    public async Task FindAsync_Known_GivesThoseOfTheModelOnly()
    {
        await Cache.StoreAsync("m1", Vectors(("a", 1.5f), ("b", float.Epsilon)), null);
        await Cache.StoreAsync("m2", Vectors(("a", 9)), null);
        var found = await Cache.FindAsync("m1", ["a", "b", "c"]);
        found.Keys.Order().ShouldBe(["a", "b"]);
        found["a"].ToArray().ShouldBe([1.5f, -1]);
        found["b"].ToArray().ShouldBe([float.Epsilon, -1]);
        (await Cache.FindAsync("m1", [])).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task StoreAsync_Overlapping_KeepsTheFirstAndFailsNoOne()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Cache.StoreAsync(
            "m", Vectors([.. Enumerable.Range(0, 30).OrderBy(j => (j * 7 + i) % 30).Select(j => ($"h{j}", (float)j))]), null).AsTask()));
        (await Cache.FindAsync("m", [.. Enumerable.Range(0, 30).Select(j => $"h{j}")])).Count.ShouldBe(30);
    }

    [SkippableFact]
    public async Task PurgeAsync_Old_RemovesThem()
    {
        await Cache.StoreAsync("m", Vectors(("a", 1), ("b", 2)), null);
        Time.Advance(TimeSpan.FromDays(1));
        await Cache.StoreAsync("m", Vectors(("c", 3)), null);
        (await Cache.PurgeAsync(Now, 10)).ShouldBe(2);
        (await CachedAsync()).ShouldBe(["c"]);
    }

    [SkippableFact]
    public async Task DeleteFileAsync_VectorsThatOtherChunksUse_Stay()
    {
        await CachedFileAsync("f1", epoch: 1, "only-f1", "shared", "shared");
        await CachedFileAsync("f2", epoch: 1, "shared", "only-f2");
        await Cache.StoreAsync("m", Vectors(("only-f1", 1), ("shared", 2), ("only-f2", 3), ("a-question", 4)), null);
        await Cache.StoreAsync("other model", Vectors(("only-f1", 1)), null);

        await Store.DeleteFileAsync("f1");
        (await CachedAsync()).ShouldBe(["a-question", "only-f2", "shared"]);

        await Store.DeleteFileAsync("f2");
        (await CachedAsync()).ShouldBe(["a-question"]);
    }

    [SkippableFact]
    public async Task DeleteFileAsync_Large_LeavesNoCachedVector()
    {
        var hashes = Enumerable.Range(0, 1_200).Select(i => $"h{i % 1_100}").ToArray();
        await CachedFileAsync("f1", epoch: 1, hashes);
        await Cache.StoreAsync("m", Vectors([.. hashes.Distinct().Select(hash => (hash, 1f))]), null);

        await Store.DeleteFileAsync("f1");

        (await CachedAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task DeleteFileAsync_VectorsThatNoChunkCameToHave_GoWithTheFileTheyWereBoughtFor()
    {
        await CachedFileAsync("f1", epoch: 1, "chunk");
        await CachedFileAsync("f2", epoch: 1, "shared");
        await Cache.StoreAsync("m", Vectors([("chunk", 1), ("shared", 2), .. Enumerable.Range(0, 1_100).Select(i => ($"left{i:0000}", 1f))]), "f1");
        await Cache.StoreAsync("m", Vectors(("of-f2", 3)), "f2");

        await Store.DeleteFileAsync("f1");

        (await CachedAsync()).ShouldBe(["of-f2", "shared"]);
    }

    [SkippableFact]
    public async Task DeleteChunksAsync_VectorsToStay_StayUntilTheyAreDropped()
    {
        await CachedFileAsync("f1", epoch: 1, "a", "b");
        await Cache.StoreAsync("m", Vectors(("a", 1), ("b", 2), ("c", 3)), "f1");

        (await Store.DeleteChunksAsync("f1", keepVectors: true)).ShouldBe(2);
        (await CachedAsync()).ShouldBe(["a", "b", "c"]);

        (await Store.DeleteUnusedVectorsAsync("f1")).ShouldBe(3);
        (await CachedAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task DeleteChunksAsync_AllButAnEpoch_KeepsTheVectorsOfThatEpoch()
    {
        var file = await CachedFileAsync("f1", epoch: 1, "changed", "same");
        await Store.AppendChunksAsync(file, [Chunk("f1", 2, 0) with { EmbeddedHash = "same" }]);
        await Cache.StoreAsync("m", Vectors(("changed", 1), ("same", 2)), null);

        await Store.DeleteChunksAsync("f1", keepEpoch: 2);

        (await CachedAsync()).ShouldBe(["same"]);
    }

    [SkippableFact]
    public async Task PurgeUnusedAsync_VectorsOfNoChunk_GoOnceTheyAreOld()
    {
        await CachedFileAsync("f1", epoch: 1, "used");
        await Cache.StoreAsync("m", Vectors([("used", 1), .. Enumerable.Range(0, 5).Select(i => ($"left{i}", 1f))]), null);
        (await Cache.PurgeUnusedAsync(Now, 10)).ShouldBe(0);

        Time.Advance(TimeSpan.FromDays(1));
        await Cache.StoreAsync("m", Vectors(("new", 1)), null);

        (await Cache.PurgeUnusedAsync(Now, 3)).ShouldBe(3);
        (await Cache.PurgeUnusedAsync(Now, 3)).ShouldBe(2);
        (await Cache.PurgeUnusedAsync(Now, 3)).ShouldBe(0);
        (await CachedAsync()).ShouldBe(["new", "used"]);
    }

    private static Dictionary<string, ReadOnlyMemory<float>> Vectors(params (string Hash, float Value)[] vectors) =>
        vectors.ToDictionary(vector => vector.Hash, vector => new ReadOnlyMemory<float>([vector.Value, -1]));

    private async Task<StoredFile> CachedFileAsync(string id, int epoch, params string[] hashes)
    {
        var file = await ReadyAsync(id, 0, epoch: epoch);
        return (await Store.AppendChunksAsync(
            file, [.. hashes.Select((hash, i) => Chunk(id, epoch, i) with { EmbeddedHash = hash })])).Value!;
    }

    private async Task<List<string>> CachedAsync() => await Database.ReadAsync(session => session.QueryAsync(
        "SELECT DISTINCT content_hash FROM embedding_cache ORDER BY content_hash", static row => row.String()));
}
