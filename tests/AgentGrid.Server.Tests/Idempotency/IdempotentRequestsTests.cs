using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Tests.Hosting;
using AgentGrid.Storage;
using AgentGrid.Storage.Hosting;
using AgentGrid.Storage.Idempotency;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Tests.Idempotency;

[Collection(ServerCollection.Name)]
public sealed class IdempotentRequestsTests(TestServer server)
{
    private const string Scope = "usr_1 POST /api/agents";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _key = Guid.NewGuid().ToString("n");
    private readonly FailingStore _store = new(server.Services.GetRequiredService<IIdempotencyStore>());

    [Theory]
    [InlineData(StorageOptions.Sqlite, false)]
    [InlineData(StorageOptions.Postgres, true)]
    public async Task Claim_AfterNothingCouldBeStored_IsFreeAtOnce(string provider, bool soleServer)
    {
        var requests = Requests(provider, soleServer);
        (await requests.ClaimAsync(Scope, _key, "body", CancellationToken.None)).Value.ShouldBeNull();
        _store.IsDown = true;
        await Should.ThrowAsync<StorageUnavailableException>(requests.CompleteAsync(Scope, _key, Answer));
        await Should.ThrowAsync<StorageUnavailableException>(requests.AbandonAsync(Scope, _key));
        _store.IsDown = false;

        await ShouldBeToDoAsync(requests);
    }

    [Fact]
    public async Task Claim_LeftByAProcessThatDied_IsFreeAtOnce()
    {
        (await Requests().ClaimAsync(Scope, _key, "body", CancellationToken.None)).Succeeded.ShouldBeTrue();

        await ShouldBeToDoAsync(Requests());
    }

    [Fact]
    public async Task Claim_OfAnotherServerOfACluster_IsNotTakenFromIt()
    {
        (await Requests().ClaimAsync(Scope, _key, "body", CancellationToken.None)).Succeeded.ShouldBeTrue();

        using var stop = new CancellationTokenSource();
        var waiting = Requests(StorageOptions.Postgres, soleServer: false).ClaimAsync(Scope, _key, "body", stop.Token);
        await _store.AskedAsync(times: 3);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task Claim_WhileTheSameRequestRuns_WaitsForItsAnswerWithoutAskingTheStore()
    {
        var requests = Requests();
        (await requests.ClaimAsync(Scope, _key, "body", CancellationToken.None)).Succeeded.ShouldBeTrue();
        var waiting = Enumerable.Range(0, 4).Select(_ => requests.ClaimAsync(Scope, _key, "body", CancellationToken.None)).ToList();
        (await requests.ClaimAsync(Scope, _key, "another", CancellationToken.None)).Failure!.Code.ShouldBe(FailureCodes.IdempotencyKeyReused);
        _store.Asked.ShouldBe(1);

        await requests.CompleteAsync(Scope, _key, Answer);

        foreach (var claim in await Task.WhenAll(waiting).WaitAsync(Patience, TimeProvider.System))
        {
            claim.Value.ShouldNotBeNull().Body.ShouldBe(Answer.Body);
        }
    }

    private static StoredAnswer Answer { get; } = new(201, [], [1, 2, 3]);

    private IdempotentRequests Requests(string provider = StorageOptions.Sqlite, bool soleServer = true) => new(
        _store, new KeysInUse(), server.Services.GetRequiredService<IDataProtectionProvider>(),
        Options.Create(new StorageOptions { Provider = provider, SoleServer = soleServer }), TimeProvider.System);

    private async Task ShouldBeToDoAsync(IdempotentRequests requests)
    {
        var claim = await requests.ClaimAsync(Scope, _key, "body", CancellationToken.None);
        claim.Succeeded.ShouldBeTrue(claim.Failure?.Code);
        claim.Value.ShouldBeNull();
        _store.Asked.ShouldBe(2, "each claim asked once");
    }

    /// <summary>The real store, which can be made to refuse what is written, and counts how often it is asked for a claim.</summary>
    private sealed class FailingStore(IIdempotencyStore inner) : IIdempotencyStore
    {
        private int _asked;

        public bool IsDown { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public async Task AskedAsync(int times)
        {
            using var limit = new CancellationTokenSource(Patience);
            while (Asked < times)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
            }
        }

        public ValueTask<IdempotencyClaim> ClaimAsync(
            string scope, string key, string bodyHash, DateTimeOffset now, DateTimeOffset staleBefore, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return inner.ClaimAsync(scope, key, bodyHash, now, staleBefore, cancellationToken);
        }

        public ValueTask CompleteAsync(string scope, string key, string response, CancellationToken cancellationToken) =>
            IsDown ? throw Full : inner.CompleteAsync(scope, key, response, cancellationToken);

        public ValueTask AbandonAsync(string scope, string key, CancellationToken cancellationToken) =>
            IsDown ? throw Full : inner.AbandonAsync(scope, key, cancellationToken);

        public ValueTask<int> PurgeAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
            inner.PurgeAsync(before, limit, cancellationToken);

        private static StorageUnavailableException Full => new("disk full");
    }
}
