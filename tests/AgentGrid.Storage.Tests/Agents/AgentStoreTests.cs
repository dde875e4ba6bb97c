using AgentGrid.Agents;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Agents;

public abstract class AgentStoreTests(IStoreBackend backend) : StoreTest(backend)
{
    private AgentStore Store => new(Database);

    [SkippableFact]
    public async Task CreateAsync_New_HasVersionOneActive()
    {
        var config = new AgentConfig
        {
            Instructions = "Be kind. 😀",
            FallbackModels = ["a/b"],
            Limits = new AgentLimits { MaxTurnCostUsd = 0.25m },
        };
        var agent = (await Store.CreateAsync(new NewAgent("a1", "Ada", "About", "u1", config, Now))).ShouldSucceed();
        agent.LatestVersion.ShouldBe(1);
        agent.Revision.ShouldBe(1);
        agent.Active.Number.ShouldBe(1);
        agent.Active.Author.ShouldBe("u1");
        agent.Active.IsActive.ShouldBeTrue();

        var found = (await Store.FindAsync("a1")).ShouldNotBeNull();
        found.Active.Config.Instructions.ShouldBe("Be kind. 😀");
        found.Active.Config.FallbackModels.ShouldBe(["a/b"]);
        found.Active.Config.Limits.MaxTurnCostUsd.ShouldBe(0.25m);
        (await Store.CreateAsync(new NewAgent("a1", "B", null, "u2", new AgentConfig(), Now))).ShouldFail(FailureCodes.AgentExists);
        (await Store.FindAsync("a2")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task AddVersionAsync_Draft_LeavesTheActiveOne()
    {
        var agent = await CreateAsync("a1");
        agent = (await Store.AddVersionAsync(Version(agent) with { Activate = false, Note = "try" })).ShouldSucceed();
        (agent.Active.Number, agent.LatestVersion, agent.Revision).ShouldBe((1, 2, 2));
        agent = (await Store.AddVersionAsync(Version(agent))).ShouldSucceed();
        (agent.Active.Number, agent.LatestVersion, agent.Revision).ShouldBe((3, 3, 3));

        var draft = (await Store.FindVersionAsync("a1", 2)).ShouldNotBeNull();
        draft.Note.ShouldBe("try");
        draft.IsActive.ShouldBeFalse();
        (await Store.FindVersionAsync("a1", 4)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task AddVersionAsync_200ConcurrentWriters_EachLandsInOrderOrIsRefused()
    {
        var agent = await CreateAsync("a1");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            // Half of the writers know only the first revision, half read before they write.
            var based = _ % 2 == 0 ? agent : (await Store.FindAsync("a1"))!;
            return await Store.AddVersionAsync(Version(based) with { Note = $"n{_}" });
        }));

        var written = outcomes.Count(outcome => outcome.Succeeded);
        written.ShouldBePositive();
        outcomes.Where(outcome => !outcome.Succeeded).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCodes.VersionConflict);
        var versions = await Outcomes.AllPagesAsync(page => Store.ListVersionsAsync("a1", page), 50);
        versions.Select(version => version.Number).ShouldBe(Enumerable.Range(1, written + 1).Reverse());
        versions.Count(version => version.IsActive).ShouldBe(1);
        versions[0].IsActive.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task AddVersionAsync_StaleOrUnknown_IsRefusedWithTheCurrentVersion()
    {
        var agent = await CreateAsync("a1");
        (await Store.AddVersionAsync(Version(agent))).ShouldSucceed();
        (await Store.AddVersionAsync(Version(agent))).ShouldFail(FailureCodes.VersionConflict).Extensions["currentVersion"].ShouldBe("2");
        (await Store.AddVersionAsync(Version(agent) with { AgentId = "zz" })).ShouldFail(FailureCodes.AgentNotFound);
    }

    [SkippableFact]
    public async Task ActivateAsync_EarlierVersion_MovesThePointerAndIsRecorded()
    {
        var agent = await CreateAsync("a1");
        agent = (await Store.AddVersionAsync(Version(agent))).ShouldSucceed();
        agent = (await Store.ActivateAsync("a1", agent.Revision, 1, Audit("x1"))).ShouldSucceed();
        (agent.Active.Number, agent.LatestVersion).ShouldBe((1, 2));

        var entry = (await new AuditStore(Database).ListAsync(new PageRequest(), "a1")).ShouldSucceed().Items.Single();
        entry.ShouldBe(Audit("x1"));
        (await Store.ActivateAsync("a1", agent.Revision, 3, Audit("x2"))).ShouldFail(FailureCodes.VersionNotFound);
        (await Store.ActivateAsync("a1", agent.Revision, 0, Audit("x2"))).ShouldFail(FailureCodes.VersionNotFound);
        (await Store.ActivateAsync("a1", 1, 2, Audit("x2"))).ShouldFail(FailureCodes.VersionConflict);
        (await Store.ActivateAsync("zz", 1, 1, Audit("x2"))).ShouldFail(FailureCodes.AgentNotFound);
    }

    [SkippableFact]
    public async Task ListForUserAsync_OwnedAndShared_NoneOfOthers()
    {
        await CreateAsync("a1", at: 1);
        await CreateAsync("a2", "u2", at: 2);
        await CreateAsync("a3", "u2", at: 3);
        (await Store.SetMemberAsync(Member("a2", "u1", AgentAccess.Viewer), Audit("x1"))).ShouldSucceed();

        var mine = await Outcomes.AllPagesAsync(page => Store.ListForUserAsync("u1", null, page), 1);
        mine.Select(agent => (agent.Id, agent.Access)).ShouldBe([("a2", AgentAccess.Viewer), ("a1", AgentAccess.Owner)]);
        (await Store.ListForUserAsync("u9", null, new PageRequest())).ShouldSucceed().Items.ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData("support", "a1")]
    [InlineData("SUPP", "a1")]
    [InlineData("bot support", "a1")]
    [InlineData("upport", "")]
    [InlineData("garcon", "a2")]
    [InlineData("猫", "a2")]
    [InlineData("100%", "")]
    [InlineData("_", "")]
    [InlineData("';--", "")]
    public async Task ListForUserAsync_Query_FindsWordsInNameAndDescription(string query, string expected)
    {
        await Store.CreateAsync(new NewAgent("a1", "Support Bot", "Helps people", "u1", new AgentConfig(), Now));
        await Store.CreateAsync(new NewAgent("a2", "Garçon", "黒猫です", "u1", new AgentConfig(), Now.AddSeconds(-1)));
        var found = (await Store.ListForUserAsync("u1", query, new PageRequest())).ShouldSucceed().Items;
        string.Join(',', found.Select(agent => agent.Id)).ShouldBe(expected);
    }

    [SkippableFact]
    public async Task Members_SetChangeRemove_DecideAccess()
    {
        await CreateAsync("a1");
        (await Store.GetAccessAsync("a1", "u1")).ShouldBe(AgentAccess.Owner);
        (await Store.GetAccessAsync("a1", "u2")).ShouldBe(AgentAccess.None);
        await Store.SetMemberAsync(Member("a1", "u2", AgentAccess.Viewer), Audit("x1"));
        await Store.SetMemberAsync(Member("a1", "u2", AgentAccess.Editor), Audit("x2"));
        (await Store.GetAccessAsync("a1", "u2")).ShouldBe(AgentAccess.Editor);
        (await Store.ListMembersAsync("a1")).ShouldBe([Member("a1", "u2", AgentAccess.Editor)]);

        (await Store.RemoveMemberAsync("a1", "u2", Audit("x3"))).ShouldBeTrue();
        (await Store.RemoveMemberAsync("a1", "u2", Audit("x4"))).ShouldBeFalse();
        (await Store.GetAccessAsync("a1", "u2")).ShouldBe(AgentAccess.None);
        (await Store.GetAccessAsync("zz", "u2")).ShouldBe(AgentAccess.None);
        (await Store.SetMemberAsync(Member("zz", "u2", AgentAccess.Viewer), Audit("x5"))).ShouldFail(FailureCodes.AgentNotFound);
        (await new AuditStore(Database).ListAsync(new PageRequest())).ShouldSucceed().Items.Length.ShouldBe(3);
    }

    private async Task<StoredAgent> CreateAsync(string id, string owner = "u1", int at = 0) =>
        (await Store.CreateAsync(new NewAgent(id, "Agent", null, owner, new AgentConfig(), Now.AddSeconds(at)))).ShouldSucceed();

    private NewVersion Version(StoredAgent agent) =>
        new(agent.Id, agent.Revision, agent.Name, null, new AgentConfig { Instructions = "v" }, null, "u1", Activate: true, Now);

    private AgentMember Member(string agent, string user, AgentAccess access) => new(agent, user, access, "u1", Now);

    private AuditEntry Audit(string id) => new(id, "u1", AuditActions.AgentActivated, "a1", null, Now);
}
