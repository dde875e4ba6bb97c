using AgentGrid.Knowledge;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public abstract class KnowledgeEpochStoreTests(IStoreBackend backend) : KnowledgeTest(backend)
{
    private static readonly EmbeddingSpace Old = new("builtin/old", 4_096);
    private static readonly EmbeddingSpace New = new("vendor/new@2", 3);

    [SkippableFact]
    public async Task FindEpochAsync_FirstReadyFile_SaysWhatServes()
    {
        (await Store.FindEpochAsync("a1")).ShouldBeNull();
        await ReadyAsync("f1", 1, vectors: Old);
        await ReadyAsync("f2", 1, vectors: New);

        (await Store.FindEpochAsync("a1")).ShouldBe(new StoredEpoch("a1", Old, null, null));
        (await Store.ListAgentsToChangeAsync(Old, null, 10)).ShouldBeEmpty();
        (await Store.ListAgentsToChangeAsync(New, null, 10)).ShouldBe(["a1"]);
        (await Store.ListAgentsToChangeAsync(New, "a1", 10)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task SwitchAsync_OneFileBehind_ChangesNothing()
    {
        await BuiltAsync("f1");
        await ReadyAsync("f2", 2, vectors: Old);
        await Store.BeginChangeAsync("a1", New, Now);

        (await Store.ListFilesToBuildAsync("a1", New, null, 10)).ShouldBe(["f2"]);
        (await Store.SwitchAsync("a1", New, Now)).ShouldBeFalse();

        (await Store.FindFileAsync("f1"))!.Epoch.ShouldBe(1);
        (await Store.FindEpochAsync("a1")).ShouldBe(new StoredEpoch("a1", Old, New, null));
    }

    [SkippableFact]
    public async Task SwitchAsync_AllBuilt_SwitchesEveryReadyFileOfTheAgentAtOnce()
    {
        var built = await BuiltAsync("f1");
        await BuiltAsync("f2");
        await ReadyAsync("f3", 1, epoch: 4, vectors: New);
        (await Store.CreateFileAsync(File("f4"))).ShouldSucceed();
        await BuiltAsync("g1", "a2");
        await Store.BeginChangeAsync("a1", New, Now);

        (await Store.SwitchAsync("a1", New, Now)).ShouldBeTrue();

        (await LiveAsync("a1")).Select(chunk => chunk.Id).ShouldBe(["f1.5.0", "f2.5.0", "f3.4.0"]);
        (await LiveAsync("a2")).Select(chunk => chunk.Epoch).Distinct().ShouldBe([1]);
        var switched = (await Store.FindFileAsync("f1"))!;
        switched.ShouldBe(built with
        {
            Epoch = 5,
            Vectors = New,
            BuildingEpoch = null,
            Built = null,
            Checkpoint = null,
            Revision = built.Revision + 1,
        });
        (await Store.UpdateFileAsync(built)).ShouldFail(FailureCodes.VersionConflict);
        (await Store.FindEpochAsync("a1"))!.Serving.ShouldBe(New);

        // A second time changes nothing more.
        (await Store.SwitchAsync("a1", New, Now)).ShouldBeTrue();
        (await Store.FindFileAsync("f1")).ShouldBe(switched);
    }

    [SkippableFact]
    public async Task ListFilesToTidyAsync_AfterASwitch_NamesFilesUntilTheirOldChunksAreGone()
    {
        await BuiltAsync("f1");
        await BuiltAsync("f2");
        await ReadyAsync("f3", 2, vectors: New);
        await Store.SwitchAsync("a1", New, Now);

        (await Store.ListFilesToTidyAsync("a1", null, 10)).ShouldBe(["f1", "f2"]);
        (await Store.DeleteChunksAsync("f1", keepEpoch: 5)).ShouldBe(2);
        (await Store.ListFilesToTidyAsync("a1", null, 10)).ShouldBe(["f2"]);
        (await Store.ListFilesToTidyAsync("a1", "f2", 10)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task GetStatusAsync_DuringAndAfterAChange_CountsWhatIsBuilt()
    {
        (await Store.GetStatusAsync("a1")).ShouldBe(new KnowledgeStatus(0, 0, 0, null, null));
        await BuiltAsync("f1");
        await ReadyAsync("f2", 3, vectors: Old);
        (await Store.CreateFileAsync(File("f3"))).ShouldSucceed();
        await Store.BeginChangeAsync("a1", New, Now);
        var error = new FileError("embedding_failed", "The provider is down.");
        await Store.NoteErrorAsync("a1", error, Now);

        (await Store.GetStatusAsync("a1")).ShouldBe(new KnowledgeStatus(3, 2, 5, Old, new EmbeddingRebuild(New, 2, 1, error)));

        await Store.BeginChangeAsync("a1", New, Now);
        (await Store.FindEpochAsync("a1"))!.Error.ShouldBeNull();
        await Store.EndChangeAsync("a1", Now);
        (await Store.GetStatusAsync("a1")).Rebuild.ShouldBeNull();
    }

    [SkippableFact]
    public async Task Purge_OfTheAgent_RemovesItsEpoch()
    {
        await ReadyAsync("f1", 2, vectors: Old);
        var agents = new AgentStore(Database);
        await agents.DeleteAsync("a1", "r1", new AuditEntry("x", "u1", "agent.deleted", "a1", null, Now));
        while (!(await agents.PurgeAsync("a1", 100, Now)).Finished)
        {
        }

        (await CountAsync("knowledge_epochs")).ShouldBe(0);
    }

    /// <summary>A ready file with two chunks of the old vectors, and one of the new beside them.</summary>
    private async Task<StoredFile> BuiltAsync(string id, string agent = "a1")
    {
        var file = await ReadyAsync(id, 2, agent, vectors: Old);
        return (await Store.AppendChunksAsync(file with { BuildingEpoch = 5, Built = New, Checkpoint = "x" }, [Chunk(id, 5, 0)])).ShouldSucceed();
    }
}
