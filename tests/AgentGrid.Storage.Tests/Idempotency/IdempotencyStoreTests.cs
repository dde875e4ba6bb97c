using AgentGrid.Storage.Idempotency;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Idempotency;

public abstract class IdempotencyStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private IdempotencyStore Store => new(Database);

    [SkippableFact]
    public async Task ClaimAsync_ByMany_StartsExactlyOne()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ => await ClaimAsync()));
        claims.Count(claim => claim.State == IdempotencyState.Started).ShouldBe(1);
        claims.Count(claim => claim.State == IdempotencyState.Pending).ShouldBe(29);
    }

    [SkippableFact]
    public async Task ClaimAsync_Completed_GivesTheResponseForTheSameBodyOnly()
    {
        await ClaimAsync();
        await Store.CompleteAsync("s", "k", "response");
        (await ClaimAsync()).ShouldBe(new IdempotencyClaim(IdempotencyState.Done, "response"));
        (await ClaimAsync(body: "other")).State.ShouldBe(IdempotencyState.Mismatch);
        (await ClaimAsync(scope: "s2")).State.ShouldBe(IdempotencyState.Started);
    }

    [SkippableFact]
    public async Task ClaimAsync_Abandoned_StartsAgainButNotOnceCompleted()
    {
        await ClaimAsync();
        await Store.AbandonAsync("s", "k");
        (await ClaimAsync()).State.ShouldBe(IdempotencyState.Started);
        await Store.CompleteAsync("s", "k", "r");
        await Store.AbandonAsync("s", "k");
        (await ClaimAsync()).State.ShouldBe(IdempotencyState.Done);
    }

    [SkippableFact]
    public async Task ClaimAsync_PendingOfADeadProcess_IsTakenOverOnce()
    {
        await ClaimAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await ClaimAsync(staleAfter: 5)));
        claims.Count(claim => claim.State == IdempotencyState.Started).ShouldBe(1);
    }

    [SkippableFact]
    public async Task PurgeAsync_Old_RemovesThoseInBoundedSteps()
    {
        for (var i = 0; i < 5; i++)
        {
            await Store.ClaimAsync("s", $"k{i}", "b", Now.AddHours(i), Now);
        }

        (await Store.PurgeAsync(Now.AddHours(3), 2)).ShouldBe(2);
        (await Store.PurgeAsync(Now.AddHours(3), 100)).ShouldBe(1);
        (await Store.PurgeAsync(Now.AddHours(3), 100)).ShouldBe(0);
    }

    private ValueTask<IdempotencyClaim> ClaimAsync(string scope = "s", string body = "b", int staleAfter = 60) =>
        Store.ClaimAsync(scope, "k", body, Now, Now.AddMinutes(-staleAfter));
}
