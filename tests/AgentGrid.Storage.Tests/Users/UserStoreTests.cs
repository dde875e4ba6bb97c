using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Users;
using AgentGrid.Users;

namespace AgentGrid.Storage.Tests.Users;

public abstract class UserStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private UserStore Store => new(Database);

    [SkippableFact]
    public async Task CreateAsync_New_IsFoundByIdAndByAddressInAnyCase()
    {
        var user = User("u1", "Ada.Lövelace@Example.org");
        (await Store.CreateAsync(user, firstAdmin: false)).ShouldSucceed().ShouldBe(user);

        (await Store.FindAsync("u1")).ShouldBe(user);
        (await Store.FindByEmailAsync("  ada.lÖvelace@EXAMPLE.ORG ")).ShouldBe(user);
        (await Store.FindByEmailAsync("eve@example.org")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task CreateAsync_AddressTaken_IsRefused()
    {
        await Store.CreateAsync(User("u1", "a@b.c"), firstAdmin: false);
        (await Store.CreateAsync(User("u2", "A@B.C"), firstAdmin: false)).ShouldFail(FailureCodes.EmailTaken);
        (await Store.FindAsync("u2")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task CreateAsync_FirstAdminByMany_SucceedsForExactlyOne()
    {
        (await Store.HasAdminAsync()).ShouldBeFalse();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            await Store.CreateAsync(User($"u{i}", $"u{i}@b.c", UserRole.Admin), firstAdmin: true)));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.SetupDone);
        (await Store.HasAdminAsync()).ShouldBeTrue();
        (await Outcomes.AllPagesAsync(page => Store.ListAsync(page), 50)).Count.ShouldBe(1);
    }

    [SkippableFact]
    public async Task CreateAsync_FirstAdminWithTakenAddress_LeavesSetupOpen()
    {
        await Store.CreateAsync(User("u1", "a@b.c"), firstAdmin: false);
        (await Store.CreateAsync(User("u2", "a@b.c", UserRole.Admin), firstAdmin: true)).ShouldFail(FailureCodes.EmailTaken);
        (await Store.CreateAsync(User("u3", "d@b.c", UserRole.Admin), firstAdmin: true)).ShouldSucceed();
    }

    [SkippableFact]
    public async Task UpdateAsync_CurrentRevision_WritesAndCountsUp()
    {
        var user = (await Store.CreateAsync(User("u1", "a@b.c"), firstAdmin: false)).ShouldSucceed();
        var updated = (await Store.UpdateAsync(user with { Name = "New", Role = UserRole.Creator, Suspended = true })).ShouldSucceed();
        updated.ShouldBe(user with { Name = "New", Role = UserRole.Creator, Suspended = true, Revision = 2 });
        (await Store.FindAsync("u1")).ShouldBe(updated);
    }

    [SkippableFact]
    public async Task UpdateAsync_StaleRevisionOrUnknown_IsRefused()
    {
        var user = (await Store.CreateAsync(User("u1", "a@b.c"), firstAdmin: false)).ShouldSucceed();
        (await Store.UpdateAsync(user with { Name = "First" })).ShouldSucceed();
        (await Store.UpdateAsync(user with { Name = "Second" })).ShouldFail(FailureCodes.VersionConflict);
        (await Store.FindAsync("u1"))!.Name.ShouldBe("First");
        (await Store.UpdateAsync(User("u9", "x@y.z"))).ShouldFail(FailureCodes.UserNotFound);
    }

    [SkippableFact]
    public async Task UpdateAsync_AdminsDemoteEachOther_OneAdminRemains()
    {
        await Store.CreateAsync(User("a", "a@b.c", UserRole.Admin), firstAdmin: true);
        await Store.CreateAsync(User("b", "b@b.c", UserRole.Admin), firstAdmin: false);
        var outcomes = await Task.WhenAll(new[] { "a", "b" }.Select(async id =>
            await Store.UpdateAsync(User(id, "", UserRole.User) with { Suspended = id == "b" })));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Single(outcome => !outcome.Succeeded).ShouldFail(FailureCodes.LastAdmin);
        (await Store.HasAdminAsync()).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task ListAsync_InPages_GivesEachOnceOldestFirst()
    {
        for (var i = 0; i < 7; i++)
        {
            // Two share a moment each, so that the id has to break the tie.
            await Store.CreateAsync(User($"u{i}", $"u{i}@b.c") with { CreatedAt = Now.AddSeconds(i / 2) }, firstAdmin: false);
        }

        var ids = (await Outcomes.AllPagesAsync(page => Store.ListAsync(page), 2)).Select(user => user.Id);
        ids.ShouldBe(["u0", "u1", "u2", "u3", "u4", "u5", "u6"]);
    }

    [SkippableTheory]
    [InlineData("nonsense!")]
    [InlineData("")]
    [InlineData("AAAA")]
    public async Task ListAsync_BadCursor_IsRefused(string cursor) =>
        (await Store.ListAsync(new PageRequest(10, cursor))).ShouldFail(FailureCodes.InvalidCursor);

    private StoredUser User(string id, string email, UserRole role = UserRole.User) =>
        new(id, email, "Name", role, false, "hash", Now, Now);
}
