using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Sessions;
using AgentGrid.Storage.Tests.Backends;
using AgentGrid.Storage.Tests.Knowledge;

namespace AgentGrid.Storage.Tests.Agents;

public abstract class AgentDeletionTests(IStoreBackend backend) : KnowledgeTest(backend)
{
    private AgentStore Agents => new(Database);

    [SkippableFact]
    public async Task DeleteAsync_Agent_IsHiddenAtOnceAndRefusesNewThings()
    {
        (await DeleteAsync("r1")).ShouldSucceed().Status.ShouldBe(DeletionReceipt.Running);
        (await DeleteAsync("r2")).ShouldSucceed().Id.ShouldBe("r1");
        (await Agents.DeleteAsync("zz", "r3", Audit())).ShouldFail(FailureCodes.AgentNotFound);

        (await Agents.FindAsync("a1"))!.DeletedAt.ShouldBe(Now);
        (await Agents.FindVersionAsync("a1", 1)).ShouldBeNull();
        (await Agents.GetAccessAsync("a1", "u1")).ShouldBe(AgentAccess.None);
        (await Agents.ListForUserAsync("u1", null, new PageRequest())).ShouldSucceed().Items.Single().Id.ShouldBe("a2");
        (await Store.CreateFileAsync(File("f1"))).ShouldFail(FailureCodes.AgentNotFound);
        (await new SessionStore(Database).BeginTurnAsync(Turn("s1"))).ShouldFail(FailureCodes.AgentNotFound);
        (await Agents.AddVersionAsync(new NewVersion("a1", 2, "A", null, new AgentConfig(), null, "u1", true, Now)))
            .ShouldFail(FailureCodes.AgentNotFound);
    }

    [SkippableFact]
    public async Task PurgeAsync_UntilFinished_LeavesNothingOfTheAgentAndAllOfTheOther()
    {
        await ReadyAsync("f1", 30);
        await ReadyAsync("f2", 5, "a2");
        await new SessionStore(Database).BeginTurnAsync(Turn("s1"));
        await DeleteAsync("r1");
        (await Agents.ListUnfinishedDeletionsAsync()).Single().AgentId.ShouldBe("a1");

        var blobs = new List<string>();
        AgentPurge purge;
        var steps = 0;
        do
        {
            purge = await Agents.PurgeAsync("a1", 10, Now.AddMinutes(1));
            purge.Rows.ShouldBeLessThanOrEqualTo(12);
            blobs.AddRange(purge.Blobs);
        }
        while (!purge.Finished && ++steps < 100);

        purge.Finished.ShouldBeTrue();
        blobs.ShouldBe(["blob-f1"], ignoreOrder: true);
        (await Agents.FindAsync("a1")).ShouldBeNull();
        foreach (var (table, left) in new[]
        {
            ("agents", 1), ("agent_versions", 1), ("chat_sessions", 0), ("chat_messages", 0), ("chat_turns", 0), ("turn_events", 0),
            ("knowledge_files", 1), ("knowledge_chunks", 5),
        })
        {
            (await CountAsync(table)).ShouldBe(left, table);
        }

        var deletion = (await Agents.FindDeletionAsync("r1")).ShouldNotBeNull();
        deletion.RequestedBy.ShouldBe("u1");
        deletion.Receipt.ShouldBe(new DeletionReceipt("r1", "a1", DeletionReceipt.Done, Now, Now.AddMinutes(1)));
        (await Agents.ListUnfinishedDeletionsAsync()).ShouldBeEmpty();
        (await Agents.PurgeAsync("a1", 10, Now)).Finished.ShouldBeTrue();
        (await Agents.PurgeAsync("a2", 10, Now)).Rows.ShouldBe(0);
        (await Agents.FindAsync("a2")).ShouldNotBeNull();
    }

    private ValueTask<Outcome<DeletionReceipt>> DeleteAsync(string receipt) => Agents.DeleteAsync("a1", receipt, Audit());

    private AuditEntry Audit() => new("x", "u1", AuditActions.AgentDeleted, "a1", null, Now);

    private NewTurn Turn(string session) => new(
        session, "t1", "h", "Hi", "m1", 1, "p/m", [new AgentGrid.Sessions.TurnEvent(1, "turn.started", "{}")], Now,
        new NewSession("a1", 1, "u1", "T", ImmutableDictionary<string, string>.Empty));
}
