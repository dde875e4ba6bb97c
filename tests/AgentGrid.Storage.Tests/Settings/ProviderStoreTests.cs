using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Settings;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Settings;

public abstract class ProviderStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private AuditEntry Audit => new("a", "u", AuditActions.ProviderChanged, "main", null, Now);
    private AuditEntry Removal => Audit with { Id = "b" };

    private ProviderStore Store => new(Database);

    [SkippableFact]
    public async Task SaveAsync_NewThenCurrent_WritesAndCountsUp()
    {
        var stored = (await Store.SaveAsync(new StoredProvider("main", "openai", "secret", 0, Now), Audit)).ShouldSucceed();
        stored.Revision.ShouldBe(1);
        stored = (await Store.SaveAsync(stored with { Payload = "other" }, Audit)).ShouldSucceed();
        stored.Revision.ShouldBe(2);
        (await Store.FindAsync("main")).ShouldBe(stored);
        (await Store.ListAsync()).ShouldBe([stored]);
    }

    [SkippableFact]
    public async Task SaveAsync_Stale_IsRefused()
    {
        var stored = (await Store.SaveAsync(new StoredProvider("main", "openai", "1", 0, Now), Audit)).ShouldSucceed();
        (await Store.SaveAsync(stored with { Revision = 0 }, Audit)).ShouldFail(FailureCodes.VersionConflict);
        (await Store.SaveAsync(stored, Audit)).ShouldSucceed();
        (await Store.SaveAsync(stored, Audit)).ShouldFail(FailureCodes.VersionConflict);
    }

    [SkippableFact]
    public async Task DeleteAsync_Stored_IsGone()
    {
        await Store.SaveAsync(new StoredProvider("main", "openai", "1", 0, Now), Audit);
        (await Store.DeleteAsync("main", Removal)).ShouldBeTrue();
        (await Store.DeleteAsync("main", Removal)).ShouldBeFalse();
        (await Store.FindAsync("main")).ShouldBeNull();
        (await new AuditStore(Database).ListAsync(new PageRequest(10, null))).ShouldSucceed().Items.ShouldBe([Removal, Audit]);
    }
}
