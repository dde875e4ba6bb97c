using System.Collections.Immutable;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Settings;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Settings;

public abstract class SettingsStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private AuditEntry Audit => new("a", "u", AuditActions.SettingsChanged, "k", null, Now);

    private SettingsStore Store => new(Database);

    [SkippableFact]
    public async Task SetAsync_NewThenCurrent_WritesAndCountsUp()
    {
        (await Store.FindAsync("k")).ShouldBeNull();
        (await Store.SetAsync("k", "1", 0, Audit)).ShouldSucceed().Revision.ShouldBe(1);
        (await Store.SetAsync("k", "2", 1, Audit)).ShouldSucceed().ShouldBe(new StoredSetting("k", "2", 2, Now));
        (await Store.FindAsync("k")).ShouldBe(new StoredSetting("k", "2", 2, Now));
    }

    [SkippableFact]
    public async Task SetAsync_ConcurrentOnOneRevision_ExactlyOneWins()
    {
        foreach (var revision in new[] { 0, 1 })
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
                await Store.SetAsync("k", $"{i}", revision, Audit)));
            outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
            outcomes.Where(outcome => !outcome.Succeeded)
                .ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.VersionConflict);
        }
    }

    [SkippableFact]
    public async Task SetAsync_UnknownKeyWithRevision_IsRefusedAndNotAudited()
    {
        (await Store.SetAsync("k", "1", 3, Audit)).ShouldFail(FailureCodes.VersionConflict);
        (await AuditedAsync()).ShouldBeEmpty();
        (await Store.SetAsync("k", "1", 0, Audit)).ShouldSucceed();
        (await AuditedAsync()).ShouldBe([Audit]);
    }

    [SkippableFact]
    public async Task ListAsync_Prefix_GivesThoseInOrder()
    {
        foreach (var key in new[] { "b.1", "a.2", "a.1", "a_1" })
        {
            await Store.SetAsync(key, "v", 0, Audit);
        }

        (await Store.ListAsync("a.")).Select(setting => setting.Key).ShouldBe(["a.1", "a.2"]);
        (await Store.ListAsync()).Length.ShouldBe(4);
    }

    private async Task<ImmutableArray<AuditEntry>> AuditedAsync() =>
        (await new AuditStore(Database).ListAsync(new PageRequest(10, null))).ShouldSucceed().Items;
}
