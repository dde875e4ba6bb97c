using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Usage;

namespace AgentGrid.Storage.Tests.Usage;

public abstract class UsageStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private UsageStore Store => new(Database);

    [SkippableFact]
    public async Task SumAsync_ManyTinyCosts_IsExact()
    {
        // 0.1 + 0.2 and friends go wrong in binary floating point; 3,000 of them visibly so.
        var records = Enumerable.Range(0, 3000).Select(i => Record($"r{i}") with { CostUsd = 0.000_000_1m * (i % 3 + 1) });
        await Store.AppendAsync([.. records]);
        var group = (await SumAsync(UsageGrouping.User)).Single();
        group.CostUsd.ShouldBe(0.000_6m);
        group.Calls.ShouldBe(3000);
        group.InputTokens.ShouldBe(30_000);
    }

    [SkippableFact]
    public async Task SumAsync_SomeUnpriced_CountsThemAndNeverAsZero()
    {
        await Store.AppendAsync([
            Record("r1") with { CostUsd = 1.5m },
            Record("r2") with { CostUsd = null },
            Record("r3") with { CostUsd = null, Model = "free" },
        ]);
        var groups = await SumAsync(UsageGrouping.Model);
        groups.Select(group => (group.Key, group.Calls, group.CostUsd, group.UnpricedCalls))
            .ShouldBe([("p/free", 1L, null, 1L), ("p/m", 2L, 1.5m, 1L)]);
    }

    [SkippableTheory]
    [InlineData(UsageGrouping.User, ",u1,u2")]
    [InlineData(UsageGrouping.Agent, ",a1,a2")]
    [InlineData(UsageGrouping.Model, "p/m")]
    [InlineData(UsageGrouping.Version, ",a1@1,a1@2,a2@1")]
    public async Task SumAsync_EachGrouping_HasItsKeys(UsageGrouping grouping, string keys)
    {
        await Store.AppendAsync([
            Record("r1"),
            Record("r2") with { AgentVersion = 2 },
            Record("r3") with { UserId = "u2", AgentId = "a2" },
            Record("r4") with { UserId = null, AgentId = null, AgentVersion = null },
        ]);
        string.Join(',', (await SumAsync(grouping)).Select(group => group.Key)).ShouldBe(keys);
    }

    [SkippableFact]
    public async Task SumAsync_Range_TakesFromInclusiveToExclusive()
    {
        await Store.AppendAsync([
            Record("r1") with { CreatedAt = Now.AddMilliseconds(-1) },
            Record("r2"),
            Record("r3") with { CreatedAt = Now.AddDays(1).AddMilliseconds(-1) },
            Record("r4") with { CreatedAt = Now.AddDays(1) },
        ]);
        (await SumAsync(UsageGrouping.User)).Single().Calls.ShouldBe(2);
    }

    [SkippableFact]
    public async Task SumAsync_VisibleTo_OwnCallsAndThoseOfOwnAgents()
    {
        await new AgentStore(Database).CreateAsync(new NewAgent("a1", "A", null, "u1", new AgentConfig(), Now));
        await new AgentStore(Database).CreateAsync(new NewAgent("a2", "A", null, "u2", new AgentConfig(), Now));
        await Store.AppendAsync([
            Record("r1"),
            Record("r2") with { UserId = "u2" },
            Record("r3") with { AgentId = "a2" },
            Record("r4") with { UserId = "u2", AgentId = "a2" },
        ]);
        var filter = new UsageFilter(UsageGrouping.Agent, Now, Now.AddDays(1), VisibleTo: "u1");
        (await Store.SumAsync(filter)).Select(group => (group.Key, group.Calls)).ShouldBe([("a1", 2L), ("a2", 1L)]);
        (await Store.SumAsync(filter with { AgentId = "a2" })).Single().Calls.ShouldBe(1);
    }

    [SkippableFact]
    public async Task AppendAsync_SameIdAgain_CountsOnce()
    {
        await Store.AppendAsync([Record("r1")]);
        await Store.AppendAsync([Record("r1"), Record("r2")]);
        await Store.AppendAsync([]);
        (await SumAsync(UsageGrouping.User)).Single().Calls.ShouldBe(2);
    }

    [SkippableFact]
    public async Task AppendAsync_Concurrent_AllLand()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Store.AppendAsync([Record($"r{i}")]).AsTask()));
        (await SumAsync(UsageGrouping.User)).Single().Calls.ShouldBe(200);
    }

    private async Task<System.Collections.Immutable.ImmutableArray<UsageGroup>> SumAsync(UsageGrouping grouping) =>
        await Store.SumAsync(new UsageFilter(grouping, Now, Now.AddDays(1)));

    private UsageRecord Record(string id) => new(
        id, "u1", "a1", 1, "s1", "t1", UsagePurposes.Answer, "p", "m", 10, 2, 5, 0, 0.01m, false, UsageOutcome.Succeeded, 12.5, Now);
}
