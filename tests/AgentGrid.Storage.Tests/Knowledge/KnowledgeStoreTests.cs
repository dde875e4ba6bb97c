using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

public abstract class KnowledgeStoreTests(IStoreBackend backend) : KnowledgeTest(backend)
{
    [SkippableFact]
    public async Task CreateFileAsync_New_IsFoundWhole()
    {
        var created = (await Store.CreateFileAsync(File("f1"))).ShouldSucceed();
        created.ShouldBe(new CreatedFile(File("f1"), Duplicate: false));
        (await Store.FindFileAsync("f1")).ShouldBe(File("f1"));
        (await Store.CreateFileAsync(File("f2", "zz"))).ShouldFail(FailureCodes.AgentNotFound);
    }

    [SkippableFact]
    public async Task CreateFileAsync_SameBytesByMany_KeepsOneAndSaysSo()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
            (await Store.CreateFileAsync(File($"f{i}", sha: "same"))).ShouldSucceed()));
        created.Count(file => !file.Duplicate).ShouldBe(1);
        created.Select(file => file.File.File.Id).Distinct().Count().ShouldBe(1);
        (await Store.CreateFileAsync(File("other", "a2", "same"))).ShouldSucceed().Duplicate.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task CreateFileAsync_SameBytesWhileTheFirstIsDeleted_IsANewFile()
    {
        var file = (await Store.CreateFileAsync(File("f1", sha: "same"))).ShouldSucceed().File;
        (await Store.UpdateFileAsync(file with { File = file.File with { Status = FileStatus.Deleting } })).ShouldSucceed();
        (await Store.CreateFileAsync(File("f2", sha: "same"))).ShouldSucceed().Duplicate.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task UpdateFileAsync_Current_WritesEveryField()
    {
        var file = (await Store.CreateFileAsync(File("f1"))).ShouldSucceed().File;
        var changed = file with
        {
            File = file.File with
            {
                ContentType = "text/html",
                Status = FileStatus.Failed,
                Stage = FileStage.Embedding,
                Progress = 0.25,
                Chunks = 3,
                Pages = 2,
                Error = new FileError("code", "message"),
                Attempts = 4,
                Paused = true,
                UpdatedAt = Now.AddHours(1),
            },
            Epoch = 2,
            BuildingEpoch = 3,
            Checkpoint = "{}",
            Vectors = new EmbeddingSpace("a/b@c", 3),
            Built = new EmbeddingSpace("d", 4),
        };
        (await Store.UpdateFileAsync(changed)).ShouldSucceed().ShouldBe(changed with { Revision = 2 });
        (await Store.FindFileAsync("f1")).ShouldBe(changed with { Revision = 2 });
        (await Store.UpdateFileAsync(changed)).ShouldFail(FailureCodes.VersionConflict);
        (await Store.UpdateFileAsync(File("f9"))).ShouldFail(FailureCodes.FileNotFound);
    }

    [SkippableFact]
    public async Task AppendChunksAsync_SameBatchAgain_AddsNothingTwice()
    {
        var file = (await Store.CreateFileAsync(File("f1"))).ShouldSucceed().File;
        StoredChunk[] batch = [.. Enumerable.Range(0, 20).Select(ordinal => Chunk("f1", 1, ordinal))];
        file = (await Store.AppendChunksAsync(file with { Checkpoint = "20" }, batch)).ShouldSucceed();
        file.Revision.ShouldBe(2);
        (await Store.AppendChunksAsync(file, batch)).ShouldSucceed();
        var stored = await AllAsync(Store.ReadFileChunksAsync("f1", 1));
        stored.Select(chunk => chunk with { Embedding = null }).ShouldBe(batch.Select(chunk => chunk with { Embedding = null }));
        stored.Zip(batch).ShouldAllBe(pair =>
            (pair.First.Embedding ?? Array.Empty<byte>()).SequenceEqual(pair.Second.Embedding ?? Array.Empty<byte>()));
    }

    [SkippableFact]
    public async Task AppendChunksAsync_Stale_AddsNothing()
    {
        var file = (await Store.CreateFileAsync(File("f1"))).ShouldSucceed().File;
        (await Store.UpdateFileAsync(file)).ShouldSucceed();
        (await Store.AppendChunksAsync(file, [Chunk("f1", 1, 0)])).ShouldFail(FailureCodes.VersionConflict);
        (await CountAsync("knowledge_chunks")).ShouldBe(0);
    }

    [SkippableFact]
    public async Task ReadFileChunksAsync_Large_GivesOneEpochInOrder()
    {
        var file = await ReadyAsync("f1", 600);
        await ReadyAsync("f2", 3);
        await Store.AppendChunksAsync(file with { BuildingEpoch = 2 }, [Chunk("f1", 2, 0)]);

        (await AllAsync(Store.ReadFileChunksAsync("f1", 1))).Select(chunk => (chunk.FileId, chunk.Epoch, chunk.Ordinal))
            .ShouldBe(Enumerable.Range(0, 600).Select(i => ("f1", 1, i)));
        (await AllAsync(Store.ReadFileChunksAsync("f1", 1, 590))).Count.ShouldBe(10);
        (await Store.HasReadyFilesAsync("a1")).ShouldBeTrue();
        (await Store.HasReadyFilesAsync("zz")).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task ListChunksAsync_InPages_GivesTheLiveEpoch()
    {
        await ReadyAsync("f1", 7, epoch: 2);
        var chunks = await Outcomes.AllPagesAsync(page => Store.ListChunksAsync("f1", page), 3);
        chunks.Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, 7));
        chunks[3].ShouldBe(new KnowledgeChunk("f1.2.3", 3, "text 3", null, 4, 30, 37));
    }

    [SkippableFact]
    public async Task FindPassagesAsync_ChunkOfSeveralPlaces_GivesThem()
    {
        var file = (await Store.CreateFileAsync(File("f1"))).ShouldSucceed().File;
        (await Store.AppendChunksAsync(file, [Chunk("f1", 1, 0) with { Places = "[[0,1,0,\"A\"]]" }, Chunk("f1", 1, 1)])).ShouldSucceed();

        (await Store.FindPassagesAsync([new("f1", 1, 0, 1)])).Select(passage => passage.Places).ShouldBe(["[[0,1,0,\"A\"]]", null]);
        (await AllAsync(Store.ReadFileChunksAsync("f1", 1))).Select(chunk => chunk.Places).ShouldBe(["[[0,1,0,\"A\"]]", null]);
    }

    [SkippableFact]
    public async Task FindPassagesAsync_Ranges_GivesTheChunksThereAreByRange()
    {
        await ReadyAsync("f1", 5);
        await ReadyAsync("f2", 2);
        var found = await Store.FindPassagesAsync([new("f2", 1, 1, 9), new("f1", 1, 2, 3), new("f1", 2, 0, 9), new("no file", 1, 0, 9)]);
        found.Select(passage => (passage.FileId, passage.Chunk.Id)).ShouldBe([("f2", "f2.1.1"), ("f1", "f1.1.2"), ("f1", "f1.1.3")]);
        found[1].Chunk.ShouldBe(new KnowledgeChunk("f1.1.2", 2, "text 2", "Top › Sub", null, 20, 27));
        (await Store.FindPassagesAsync([])).ShouldBeEmpty();
        (await Store.FindPassagesAsync([.. Enumerable.Range(0, 120).Select(_ => new ChunkRange("f1", 1, 0, 0))])).Length.ShouldBe(120);
    }

    [SkippableFact]
    public async Task DeleteFileAsync_Large_LeavesNothing()
    {
        await ReadyAsync("f1", 1_100);
        await ReadyAsync("f2", 2);
        (await Store.DeleteFileAsync("f1")).ShouldBeTrue();
        (await Store.DeleteFileAsync("f1")).ShouldBeFalse();
        (await CountAsync("knowledge_chunks")).ShouldBe(2);
        (await Store.FindFileAsync("f1")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task ListFilesAsync_InPages_NewestFirstWithoutThoseBeingDeleted()
    {
        for (var i = 0; i < 5; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(i % 2));
            await Store.CreateFileAsync(File($"f{i}"));
        }

        var file = (await Store.FindFileAsync("f1"))!;
        await Store.UpdateFileAsync(file with { File = file.File with { Status = FileStatus.Deleting } });
        var files = await Outcomes.AllPagesAsync(page => Store.ListFilesAsync("a1", page), 2);
        files.Select(item => item.Id).ShouldBe(["f4", "f3", "f2", "f0"]);
        (await Store.ListAgentFilesAsync("a1", "f0", 3)).Select(item => item.File.Id).ShouldBe(["f1", "f2", "f3"]);
    }

    [SkippableFact]
    public async Task ListUnfinishedFilesAsync_Several_NamesAllButTerminalOnes()
    {
        foreach (var status in Enum.GetValues<FileStatus>())
        {
            var file = (await Store.CreateFileAsync(File($"f-{status}"))).ShouldSucceed().File;
            await Store.UpdateFileAsync(file with { File = file.File with { Status = status } });
        }

        (await Store.ListUnfinishedFilesAsync(null, 10)).Select(file => file.File.Id)
            .ShouldBe(["f-Deleting", "f-Processing", "f-Queued"], ignoreOrder: true);
        var paused = (await Store.CreateFileAsync(File("f-paused"))).ShouldSucceed().File;
        paused = (await Store.UpdateFileAsync(paused with { File = paused.File with { Paused = true } })).ShouldSucceed();
        (await Store.ListUnfinishedFilesAsync(null, 10)).Length.ShouldBe(3);
        await Store.UpdateFileAsync(paused with { File = paused.File with { Status = FileStatus.Deleting } });
        (await Store.ListUnfinishedFilesAsync(null, 10)).Length.ShouldBe(4);
        var first = (await Store.ListUnfinishedFilesAsync(null, 1)).Single().File.Id;
        (await Store.ListUnfinishedFilesAsync(first, 10)).Length.ShouldBe(3);
    }

    [SkippableFact]
    public async Task Sweep_Orphans_AreFoundAndRemoved()
    {
        await ReadyAsync("f1", 2);
        await Store.CreateFileAsync(File("f2"));
        (await Store.FindReferencedBlobsAsync(["blob-f1", "blob-f2", "blob-x"])).ShouldBe(["blob-f1", "blob-f2"], ignoreOrder: true);

        await Database.WriteAsync(static session => session.ExecuteAsync("DELETE FROM knowledge_files WHERE id = 'f1'"));
        (await Store.DeleteOrphanChunksAsync(Now, 1)).ShouldBe(1);
        (await Store.DeleteOrphanChunksAsync(Now, 10)).ShouldBe(1);
        (await Store.DeleteOrphanChunksAsync(Now, 10)).ShouldBe(0);
    }

    [SkippableFact]
    public async Task DeleteOrphanChunksAsync_EpochsThatNeitherServeNorAreBuilt_GoWhenTheirFileIsAtRest()
    {
        foreach (var (id, agent) in new[] { ("f1", "a1"), ("f2", "a1"), ("f3", "a2") })
        {
            var file = await ReadyAsync(id, 2, agent, epoch: 3, vectors: new EmbeddingSpace("m", 3));
            (await Store.AppendChunksAsync(
                file with { BuildingEpoch = id == "f2" ? 5 : null }, [Chunk(id, 1, 0), Chunk(id, 1, 1), Chunk(id, 4, 0), Chunk(id, 5, 0)]))
                .ShouldSucceed();
        }

        await Store.BeginChangeAsync("a2", new EmbeddingSpace("n", 3), Now);

        (await Store.DeleteOrphanChunksAsync(Now, 100)).ShouldBe(0);
        (await Store.DeleteOrphanChunksAsync(Now.AddSeconds(1), 3)).ShouldBe(3);
        (await Store.DeleteOrphanChunksAsync(Now.AddSeconds(1), 100)).ShouldBe(4);

        (await EpochsAsync("f1")).ShouldBe([3, 3]);
        (await EpochsAsync("f2")).ShouldBe([3, 3, 5]);
        (await EpochsAsync("f3")).ShouldBe([1, 1, 3, 3, 4, 5]);
    }

    private ValueTask<List<int>> EpochsAsync(string fileId) => Database.ReadAsync(session => session.QueryAsync(
        "SELECT epoch FROM knowledge_chunks WHERE file_id = @file ORDER BY epoch, ordinal", static row => row.Int32(), ("@file", fileId)));
}
