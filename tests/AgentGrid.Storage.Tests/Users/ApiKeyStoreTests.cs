using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Users;
using AgentGrid.Users;

namespace AgentGrid.Storage.Tests.Users;

public abstract class ApiKeyStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private ApiKeyStore Store => new(Database);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await new UserStore(Database).CreateAsync(
            new StoredUser("u1", "a@b.c", "N", UserRole.User, false, "h", Now, Now), firstAdmin: false);
    }

    [SkippableFact]
    public async Task FindAsync_Live_GivesUserAndScopes()
    {
        var key = await Store.CreateAsync("u1", Key("k1"), [1, 2]);
        key.Scopes.ShouldBe([Scopes.Chat, Scopes.Files]);
        var credential = (await Store.FindAsync([1, 2], Now)).ShouldNotBeNull();
        credential.UserId.ShouldBe("u1");
        credential.KeyId.ShouldBe("k1");
        credential.Scopes.ShouldBe([Scopes.Chat, Scopes.Files]);
        (await Store.FindAsync([1, 3], Now)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task FindAsync_Expired_FindsNothing()
    {
        await Store.CreateAsync("u1", Key("k1") with { ExpiresAt = Now.AddHours(1) }, [1]);
        (await Store.FindAsync([1], Now)).ShouldNotBeNull();
        (await Store.FindAsync([1], Now.AddHours(1))).ShouldBeNull();
    }

    [SkippableFact]
    public async Task CreateAsync_SameIdAgain_KeepsTheKeyUnderTheNewSecret()
    {
        await Store.CreateAsync("u1", Key("k1"), [1]);
        (await Store.CreateAsync("u1", Key("k1") with { Name = "Other" }, [2])).Name.ShouldBe("Key");
        (await Store.FindAsync([1], Now)).ShouldBeNull();
        (await Store.FindAsync([2], Now)).ShouldNotBeNull();
        await Store.CreateAsync("u2", Key("k1"), [3]);
        (await Store.FindAsync([3], Now)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task RevokeAsync_Own_EndsItAtOnceForeignIsNotFound()
    {
        await Store.CreateAsync("u1", Key("k1"), [1]);
        (await Store.RevokeAsync("u2", "k1")).ShouldFail(FailureCodes.KeyNotFound);
        (await Store.FindAsync([1], Now)).ShouldNotBeNull();
        (await Store.RevokeAsync("u1", "k1")).ShouldSucceed();
        (await Store.FindAsync([1], Now)).ShouldBeNull();
        (await Store.ListAsync("u1", new PageRequest())).ShouldSucceed().Items.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task ListAsync_Several_NewestFirstWithLastUse()
    {
        await Store.CreateAsync("u1", Key("k1"), [1]);
        await Store.CreateAsync("u1", Key("k2") with { CreatedAt = Now.AddHours(1) }, [2]);
        await Store.TouchAsync("k1", Now.AddHours(2));
        var keys = (await Store.ListAsync("u1", new PageRequest())).ShouldSucceed().Items;
        keys.Select(key => key.Id).ShouldBe(["k2", "k1"]);
        keys[1].LastUsedAt.ShouldBe(Now.AddHours(2));
        keys[0].LastUsedAt.ShouldBeNull();
    }

    [SkippableFact]
    public async Task ListAsync_PageByPage_GivesEachKeyOnce()
    {
        for (byte id = 1; id <= 5; id++)
        {
            await Store.CreateAsync("u1", Key($"k{id}"), [id]);
        }

        var keys = await Outcomes.AllPagesAsync(page => Store.ListAsync("u1", page), 2);
        keys.Select(key => key.Id).ShouldBe(["k5", "k4", "k3", "k2", "k1"]);
    }

    private ApiKey Key(string id) => new(id, "Key", [Scopes.Chat, Scopes.Files], "agk_…abcd", Now, null, null);
}
