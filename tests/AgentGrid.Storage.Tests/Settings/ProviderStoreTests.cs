using AgentGrid.Storage.Settings;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Settings;

public abstract class ProviderStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private ProviderStore Store => new(Database);

    [SkippableFact]
    public async Task SaveAsync_NewThenCurrent_WritesAndCountsUp()
    {
        var stored = (await Store.SaveAsync(new StoredProvider("main", "openai", "secret", 0, Now))).ShouldSucceed();
        stored.Revision.ShouldBe(1);
        stored = (await Store.SaveAsync(stored with { Payload = "other" })).ShouldSucceed();
        stored.Revision.ShouldBe(2);
        (await Store.FindAsync("main")).ShouldBe(stored);
        (await Store.ListAsync()).ShouldBe([stored]);
    }

    [SkippableFact]
    public async Task SaveAsync_Stale_IsRefused()
    {
        var stored = (await Store.SaveAsync(new StoredProvider("main", "openai", "1", 0, Now))).ShouldSucceed();
        (await Store.SaveAsync(stored with { Revision = 0 })).ShouldFail(FailureCodes.VersionConflict);
        (await Store.SaveAsync(stored)).ShouldSucceed();
        (await Store.SaveAsync(stored)).ShouldFail(FailureCodes.VersionConflict);
    }

    [SkippableFact]
    public async Task DeleteAsync_Stored_IsGone()
    {
        await Store.SaveAsync(new StoredProvider("main", "openai", "1", 0, Now));
        (await Store.DeleteAsync("main")).ShouldBeTrue();
        (await Store.DeleteAsync("main")).ShouldBeFalse();
        (await Store.FindAsync("main")).ShouldBeNull();
    }
}
