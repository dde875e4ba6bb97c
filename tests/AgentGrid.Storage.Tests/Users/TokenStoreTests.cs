using System.Security.Cryptography;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Users;
using AgentGrid.Users;

namespace AgentGrid.Storage.Tests.Users;

public abstract class TokenStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private TokenStore Store => new(Database);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var id in new[] { "u1", "u2" })
        {
            await new UserStore(Database).CreateAsync(
                new StoredUser(id, $"{id}@b.c", "N", UserRole.Creator, false, "h", Now, Now), firstAdmin: false);
        }
    }

    [SkippableFact]
    public async Task FindAccessAsync_Issued_GivesTheUserUntilItExpires()
    {
        var pair = await IssueAsync("f1", "u1");
        var credential = (await Store.FindAccessAsync(pair.AccessHash, Now)).ShouldNotBeNull();
        credential.UserId.ShouldBe("u1");
        credential.Role.ShouldBe(UserRole.Creator);
        credential.Scopes.ShouldBe(Scopes.All);
        credential.KeyId.ShouldBeNull();

        (await Store.FindAccessAsync(pair.AccessHash, pair.AccessExpiresAt)).ShouldBeNull();
        (await Store.FindAccessAsync(pair.RefreshHash, Now)).ShouldBeNull();
        (await Store.FindRefreshOwnerAsync(pair.RefreshHash)).ShouldBe("u1");
        (await Store.FindRefreshOwnerAsync(pair.AccessHash)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task RotateAsync_Current_SwapsBothTokens()
    {
        var first = await IssueAsync("f1", "u1");
        var second = Pair();
        (await Store.RotateAsync(first.RefreshHash, second, Now)).ShouldSucceed().ShouldBe("u1");
        (await Store.FindAccessAsync(first.AccessHash, Now)).ShouldBeNull();
        (await Store.FindAccessAsync(second.AccessHash, Now)).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task RotateAsync_UsedBefore_EndsTheWholeFamilyAndNoOther()
    {
        var other = await IssueAsync("f2", "u1");
        var first = await IssueAsync("f1", "u1");
        var second = Pair();
        await Store.RotateAsync(first.RefreshHash, second, Now);

        (await Store.RotateAsync(first.RefreshHash, Pair(), Now)).ShouldFail(FailureCodes.InvalidRefreshToken);
        (await Store.FindAccessAsync(second.AccessHash, Now)).ShouldBeNull();
        (await Store.RotateAsync(second.RefreshHash, Pair(), Now)).ShouldFail(FailureCodes.InvalidRefreshToken);
        (await Store.FindAccessAsync(other.AccessHash, Now)).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task RotateAsync_SameTokenByMany_SucceedsAtMostOnceAndLeavesNoLiveToken()
    {
        var first = await IssueAsync("f1", "u1");
        var pairs = Enumerable.Range(0, 10).Select(_ => Pair()).ToList();
        var outcomes = await Task.WhenAll(pairs.Select(async pair => await Store.RotateAsync(first.RefreshHash, pair, Now)));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        foreach (var pair in pairs)
        {
            (await Store.FindAccessAsync(pair.AccessHash, Now)).ShouldBeNull();
        }
    }

    [SkippableFact]
    public async Task RotateAsync_ExpiredOrUnknown_IsRefused()
    {
        var pair = await IssueAsync("f1", "u1");
        (await Store.RotateAsync(pair.RefreshHash, Pair(), pair.RefreshExpiresAt)).ShouldFail(FailureCodes.InvalidRefreshToken);
        (await Store.RotateAsync([1, 2, 3], Pair(), Now)).ShouldFail(FailureCodes.InvalidRefreshToken);
    }

    [SkippableFact]
    public async Task RevokeAsync_Access_EndsItsFamilyAtOnce()
    {
        var pair = await IssueAsync("f1", "u1");
        await Store.RevokeAsync(pair.AccessHash);
        (await Store.FindAccessAsync(pair.AccessHash, Now)).ShouldBeNull();
        (await Store.RotateAsync(pair.RefreshHash, Pair(), Now)).ShouldFail(FailureCodes.InvalidRefreshToken);
    }

    [SkippableFact]
    public async Task RevokeAllAsync_ExceptOne_KeepsThatAndOtherUsers()
    {
        var kept = await IssueAsync("f1", "u1");
        var ended = await IssueAsync("f2", "u1");
        var foreign = await IssueAsync("f3", "u2");
        await Store.RevokeAllAsync("u1", kept.AccessHash);

        (await Store.FindAccessAsync(kept.AccessHash, Now)).ShouldNotBeNull();
        (await Store.FindAccessAsync(ended.AccessHash, Now)).ShouldBeNull();
        (await Store.FindAccessAsync(foreign.AccessHash, Now)).ShouldNotBeNull();
        (await Store.RotateAsync(kept.RefreshHash, Pair(), Now)).ShouldSucceed();
        await Store.RevokeAllAsync("u2");
        (await Store.FindAccessAsync(foreign.AccessHash, Now)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task PurgeAsync_Expired_RemovesThemInBoundedSteps()
    {
        var old = await IssueAsync("f1", "u1");
        var later = old.RefreshExpiresAt.AddDays(1);
        (await Store.PurgeAsync(later, 2)).ShouldBe(2);
        (await Store.PurgeAsync(later, 100)).ShouldBe(1);
        (await Store.FindRefreshOwnerAsync(old.RefreshHash)).ShouldBeNull();
    }

    private async Task<TokenPair> IssueAsync(string family, string user)
    {
        var pair = Pair();
        await Store.IssueAsync(family, user, pair, Now);
        return pair;
    }

    private TokenPair Pair() => new(
        RandomNumberGenerator.GetBytes(32), Now.AddMinutes(15), RandomNumberGenerator.GetBytes(32), Now.AddDays(30));
}
