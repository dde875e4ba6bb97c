using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public abstract class EmbeddingCacheTests(IStoreBackend backend) : StoreTest(backend)
{
    private EmbeddingCache Cache => new(Database);

    [SkippableFact]
    public async Task FindAsync_Known_GivesThoseOfTheModelOnly()
    {
        await Cache.AddAsync("m1", Vectors(("a", 1), ("b", 2)), Now);
        await Cache.AddAsync("m2", Vectors(("a", 9)), Now);
        var found = await Cache.FindAsync("m1", ["a", "b", "c"]);
        found.Keys.Order().ShouldBe(["a", "b"]);
        found["a"].ShouldBe([1]);
        (await Cache.FindAsync("m1", [])).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task AddAsync_Overlapping_KeepsTheFirstAndFailsNoOne()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Cache.AddAsync(
            "m", Enumerable.Range(0, 30).OrderBy(j => (j * 7 + i) % 30).ToDictionary(j => $"h{j}", j => new[] { (byte)j }), Now).AsTask()));
        (await Cache.FindAsync("m", [.. Enumerable.Range(0, 30).Select(j => $"h{j}")])).Count.ShouldBe(30);
    }

    [SkippableFact]
    public async Task PurgeAsync_Old_RemovesThem()
    {
        await Cache.AddAsync("m", Vectors(("a", 1), ("b", 2)), Now);
        await Cache.AddAsync("m", Vectors(("c", 3)), Now.AddDays(1));
        (await Cache.PurgeAsync(Now.AddDays(1), 10)).ShouldBe(2);
        (await Cache.FindAsync("m", ["a", "b", "c"])).Keys.ShouldBe(["c"]);
    }

    private static Dictionary<string, byte[]> Vectors(params (string Hash, byte Value)[] vectors) =>
        vectors.ToDictionary(vector => vector.Hash, vector => new[] { vector.Value });
}
