using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Audit;

public abstract class AuditStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private AuditStore Store => new(Database);

    [SkippableFact]
    public async Task ListAsync_InPages_NewestFirstAndByTarget()
    {
        for (var i = 0; i < 9; i++)
        {
            await Store.AppendAsync(new AuditEntry(
                $"a{i}", i == 0 ? null : "u1", AuditActions.KeyCreated, i % 3 == 0 ? "x" : "y", null, Now.AddSeconds(i / 2)));
        }

        var all = await Outcomes.AllPagesAsync(page => Store.ListAsync(page), 2);
        all.Select(entry => entry.Id).ShouldBe(["a8", "a7", "a6", "a5", "a4", "a3", "a2", "a1", "a0"]);
        all[^1].UserId.ShouldBeNull();

        var some = await Outcomes.AllPagesAsync(page => Store.ListAsync(page, "x"), 2);
        some.Select(entry => entry.Id).ShouldBe(["a6", "a3", "a0"]);
    }

    [SkippableFact]
    public async Task AppendAsync_SameIdAgain_ChangesNothing()
    {
        await Store.AppendAsync(new AuditEntry("a", "u", "first", null, null, Now));
        await Store.AppendAsync(new AuditEntry("a", "u", "second", null, null, Now));
        (await Store.ListAsync(new PageRequest())).ShouldSucceed().Items.Single().Action.ShouldBe("first");
    }
}
