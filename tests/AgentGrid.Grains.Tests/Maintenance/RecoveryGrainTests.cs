using System.Collections.Immutable;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Sessions.Doubles;
using AgentGrid.Maintenance;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Maintenance;

/// <summary>One sweep finishes everything that can be finished, however much there is and whatever cannot.</summary>
public sealed class RecoveryGrainTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Sweep_MoreThanAPageAndOneThatBreaks_ClosesAllOthers()
    {
        await using var host = await GrainHost.StartAsync(_folder, decorate: UnsteadyStore.Use);
        await host.MakeAgentAsync();
        var store = host.Services.GetRequiredService<ISessionStore>();
        string[] lost = [.. Enumerable.Range(0, 230).Select(i => $"ses_{i:000}")];

        // Before the first of them: the sweep at start may still be under way.
        ((UnsteadyStore)store).Broken = lost[0];
        foreach (var id in lost)
        {
            (await store.BeginTurnAsync(Turn(id))).Failure.ShouldBeNull();
        }

        await host.Grains.GetGrain<IRecoveryGrain>(IRecoveryGrain.Key).StartAsync();

        (await store.ListUnfinishedTurnsAsync(null, 1_000)).Select(turn => turn.SessionId).ShouldBe([lost[0]]);
    }

    public void Dispose() => _folder.Dispose();

    private static NewTurn Turn(string sessionId) => new(
        sessionId,
        $"trn_{sessionId}",
        "hash",
        "Hello?",
        $"msg_{sessionId}",
        1,
        "p/m",
        [new TurnEvent(1, TurnEventNames.Delta, """{"text":"x"}""")],
        DateTimeOffset.UnixEpoch,
        new NewSession("agt_1", 1, GrainHost.Alice.UserId, "Title", ImmutableDictionary<string, string>.Empty));
}
