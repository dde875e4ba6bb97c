using AgentGrid.Agents;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Storage.Agents;
using AgentGrid.Testing.Storage;
using AgentGrid.Users;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Agents;

public sealed class AgentGrainTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private GrainHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(_folder);
        await _host.MakeAgentAsync(new AgentConfig { Instructions = "one" });
    }

    [Fact]
    public async Task Update_FreshVersion_IsActiveAtOnceAndTheOldOneStays()
    {
        var updated = (await UpdateAsync(1, "two")).Value!;
        (updated.Version, updated.ActiveVersion, updated.LatestVersion, updated.Config.Instructions).ShouldBe((2, 2, 2, "two"));
        (await Agent.GetAsync(GrainHost.Alice, 1)).Value!.Config.Instructions.ShouldBe("one");
        var versions = (await Agent.ListVersionsAsync(GrainHost.Alice, new PageRequest())).Value!.Items;
        versions.Select(version => (version.Number, version.IsActive)).ShouldBe([(2, true), (1, false)]);
    }

    [Fact]
    public async Task Update_Draft_StaysInactive()
    {
        var draft = (await UpdateAsync(1, "draft", draft: true)).Value!;
        (draft.Version, draft.ActiveVersion, draft.LatestVersion).ShouldBe((2, 1, 2));
        (await Agent.GetAsync(GrainHost.Alice, null)).Value!.Config.Instructions.ShouldBe("one");
    }

    [Fact]
    public async Task Update_StaleVersion_IsRefusedWithTheCurrentOne()
    {
        await UpdateAsync(1, "two");
        var failure = (await UpdateAsync(1, "three")).Failure!;
        failure.Code.ShouldBe(FailureCodes.VersionConflict);
        failure.Extensions.Values.ShouldContain("2");
    }

    [Fact]
    public async Task Update_TwoHundredAtOnce_EachLandsInOrderOrIsRefused()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            for (var attempt = 0; ; attempt++)
            {
                var latest = (await Agent.GetAsync(GrainHost.Alice, null)).Value!.LatestVersion;
                var outcome = await UpdateAsync(latest, $"writer {i}");
                if (outcome.Succeeded || attempt == 3)
                {
                    return outcome;
                }
            }
        })));
        var landed = outcomes.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value!).ToList();
        landed.ShouldNotBeEmpty();
        landed.Select(agent => agent.Version).ShouldBeUnique();
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.VersionConflict);
        var final = (await Agent.GetAsync(GrainHost.Alice, null)).Value!;
        final.LatestVersion.ShouldBe(1 + landed.Count);
        foreach (var agent in landed)
        {
            (await Agent.GetVersionAsync(GrainHost.Alice, agent.Version)).Value!.Config.ShouldBe(agent.Config);
        }
    }

    [Fact]
    public async Task Activate_OlderVersion_RollsBackAndRenumbersNothing()
    {
        await UpdateAsync(1, "two");
        var activated = (await Agent.ActivateAsync(GrainHost.Alice, 1)).Value!;
        (activated.ActiveVersion, activated.LatestVersion, activated.Config.Instructions).ShouldBe((1, 2, "one"));
        (await Agent.ActivateAsync(GrainHost.Alice, 3)).Failure!.Code.ShouldBe(FailureCodes.VersionNotFound);
    }

    [Fact]
    public async Task Create_SameRequestAgain_AnswersTheSameAgent()
    {
        var again = await Agent.CreateAsync(GrainHost.Alice, new CreateAgent("Helper", null, new AgentConfig { Instructions = "one" }));
        again.Value!.LatestVersion.ShouldBe(1);
        (await Agent.CreateAsync(GrainHost.Bob, new CreateAgent("Mine", null, new AgentConfig()))).Failure!.Code
            .ShouldBe(FailureCodes.AgentExists);
    }

    [Fact]
    public async Task Create_UnknownModel_IsRefusedWithWhatExists()
    {
        var config = new AgentConfig { FallbackModels = ["nobody/nothing"] };
        var failure = (await _host.Agent("agt_2").CreateAsync(GrainHost.Alice, new CreateAgent("Mine", null, config))).Failure!;
        failure.Code.ShouldBe(FailureCodes.UnknownModel);
        failure.Detail.ShouldContain("offline/extractive");
    }

    [Fact]
    public async Task Create_PlainUser_IsForbidden() =>
        (await _host.Agent("agt_2").CreateAsync(new Caller("usr_u", UserRole.User), new CreateAgent("Mine", null, new AgentConfig())))
            .Failure!.Kind.ShouldBe(FailureKind.Forbidden);

    [Fact]
    public async Task AnyCall_OfAnotherUser_FindsNothing()
    {
        Failure?[] failures =
        [
            (await Agent.GetAsync(GrainHost.Bob, null)).Failure,
            (await Agent.ListVersionsAsync(GrainHost.Bob, new PageRequest())).Failure,
            (await Agent.GetVersionAsync(GrainHost.Bob, 1)).Failure,
            (await Agent.ActivateAsync(GrainHost.Bob, 1)).Failure,
            (await Agent.DeleteAsync(GrainHost.Bob)).Failure,
            (await Agent.PinAsync(GrainHost.Bob, null)).Failure,
            (await Agent.AuthorizeAsync(GrainHost.Bob, AgentAccess.Viewer)).Failure,
            (await UpdateAsync(1, "bob's", GrainHost.Bob)).Failure,
        ];
        failures.ShouldAllBe(failure => failure != null && failure.Code == FailureCodes.AgentNotFound);
    }

    [Fact]
    public async Task Delete_Agent_RemovesItsSessionsAndClosesTheReceipt()
    {
        _host.Pipeline.Script("trn_1").TryWrite("still running");
        await _host.Session("ses_1").StartTurnAsync(GrainHost.Alice, GrainHost.Message("trn_1"));
        var receipt = (await Agent.DeleteAsync(GrainHost.Alice)).Value!;
        (await Agent.GetAsync(GrainHost.Alice, null)).Failure!.Code.ShouldBe(FailureCodes.AgentNotFound);
        var store = _host.Services.GetRequiredService<IAgentStore>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await store.FindDeletionAsync(receipt.Id, limit.Token))!.Receipt.Status != DeletionReceipt.Done)
        {
            await Task.Yield();
        }

        (await _host.Session("ses_1").GetAsync(GrainHost.Alice)).Failure!.Code.ShouldBe(FailureCodes.SessionNotFound);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    private IAgentGrain Agent => _host.Agent("agt_1");

    private Task<Outcome<Agent>> UpdateAsync(int expected, string instructions, Caller? caller = null, bool draft = false) =>
        Agent.UpdateAsync(
            caller ?? GrainHost.Alice,
            new UpdateAgent(expected, null, null, new AgentConfig { Instructions = instructions }, null, draft));
}
