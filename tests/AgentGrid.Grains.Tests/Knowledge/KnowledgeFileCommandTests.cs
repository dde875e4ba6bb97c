using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Users;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>What users ask of a file, and what they may not.</summary>
public sealed class KnowledgeFileCommandTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Cancel_WhileEmbedding_LeavesNothingAndRetryFinishes()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.At(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        await second.Reached;

        var cancelled = await bench.File(Id).CancelAsync(FileBench.Owner);

        cancelled.Value!.Status.ShouldBe(FileStatus.Cancelled);
        bench.Store.ChunksOf(Id).ShouldBeEmpty();
        (await bench.File(Id).RetryAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
        var end = await bench.EndOfAsync(Id);
        end.Status.ShouldBe(FileStatus.Ready);
        end.Chunks.ShouldBe(bench.Store.ChunksOf(Id).Count);
    }

    [Fact]
    public async Task Retry_AfterACancel_GivesItsPassagesIdsThatNoneHad()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.At(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        await second.Reached;
        var before = bench.Store.ChunksOf(Id).Select(chunk => chunk.Id).ToList();
        (await bench.File(Id).CancelAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();

        (await bench.File(Id).RetryAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
        (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready);

        before.ShouldNotBeEmpty();
        bench.Store.ChunksOf(Id).Select(chunk => chunk.Id).ShouldNotBeEmpty();
        bench.Store.ChunksOf(Id).Select(chunk => chunk.Id).Intersect(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pause_WhileEmbedding_KeepsWhatIsDoneThroughARestartUntilResumed()
    {
        await using var bench = await new FileBench().StartAsync();
        var third = StuckCall.At(3);
        bench.Embedder.BeforeAnswer = third.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(40));
        await third.Reached;

        var paused = (await bench.File(Id).PauseAsync(FileBench.Owner)).Value!;

        (paused.Status, paused.Paused, paused.Chunks).ShouldBe((FileStatus.Queued, true, 8));
        paused.Progress.ShouldBeGreaterThan(0);
        (await bench.File(Id).PauseAsync(FileBench.Owner)).Value.ShouldBe(paused);
        await bench.RestartAsync();
        await bench.File(Id).ResumeAsync();
        (await bench.File(Id).GetAsync(FileBench.Owner)).Value.ShouldBe(paused);
        bench.Embedder.Texts.Count.ShouldBe(8);

        var seen = new List<KnowledgeFile>();
        await foreach (var file in bench.File(Id).WatchAsync(default))
        {
            seen.Add(file);
            if (file.Paused)
            {
                (await bench.File(Id).UnpauseAsync(FileBench.Owner)).Value!.Paused.ShouldBeFalse();
            }
        }

        seen[0].ShouldBe(paused);
        seen[^1].Status.ShouldBe(FileStatus.Ready);
        seen.Skip(1).ShouldAllBe(file => !file.Paused);
        bench.Embedder.Texts.Count.ShouldBe(bench.Store.ChunksOf(Id).Count);
        bench.Embedder.Texts.Distinct().Count().ShouldBe(seen[^1].Chunks);
    }

    [Fact]
    public async Task Pause_ManyTimesWithoutProgress_IsNoStall()
    {
        await using var bench = await new FileBench().StartAsync();
        var stuck = StuckCall.From(1);
        bench.Embedder.BeforeAnswer = stuck.BeforeAnswer;
        await bench.UploadAsync(Id, "Some words.");
        for (var i = 0; i < bench.Options.Attempts + 1; i++)
        {
            await stuck.NextAsync();
            (await bench.File(Id).PauseAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
            (await bench.File(Id).UnpauseAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
        }

        await stuck.NextAsync();
        (await bench.File(Id).GetAsync(FileBench.Owner)).Value!.Status.ShouldBe(FileStatus.Processing);
    }

    [Fact]
    public async Task Pause_WhileWaitingForAPlace_IsCancelledAndDeletedLikeAnyOther()
    {
        await using var bench = new FileBench();
        bench.Options.Files = 1;
        await bench.StartAsync();
        bench.Embedder.BeforeAnswer = StuckCall.From(1).BeforeAnswer;
        await bench.UploadAsync("fil_first", "First words.");
        await bench.UploadAsync(Id, "Some words.");

        (await bench.File(Id).PauseAsync(FileBench.Owner)).Value!.Paused.ShouldBeTrue();
        (await bench.File(Id).CancelAsync(FileBench.Owner)).Value!.ShouldSatisfyAllConditions(
            file => file.Status.ShouldBe(FileStatus.Cancelled), file => file.Paused.ShouldBeFalse());
        (await bench.File(Id).PauseAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotPausable);
        (await bench.File(Id).UnpauseAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotPaused);
    }

    [Fact]
    public async Task Delete_WhileWorking_RemovesBytesChunksAndRow()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.From(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        var watch = bench.WatchAsync(Id);
        await second.Reached;

        (await bench.File(Id).DeleteAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();

        await watch;
        bench.Store.Chunks.ShouldBeEmpty();
        bench.Blobs.Blobs.ShouldBeEmpty();
        (await bench.File(Id).GetAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotFound);
    }

    [Fact]
    public async Task Reprocess_ReadyFile_ReplacesItsPassagesAtOnce()
    {
        await using var bench = await new FileBench().StartAsync();
        await bench.UploadAsync(Id, FileBench.Text(20));
        var first = await bench.EndOfAsync(Id);

        (await bench.File(Id).ReprocessAsync(FileBench.Owner)).Value!.Status.ShouldBe(FileStatus.Queued);
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        var chunks = bench.Store.ChunksOf(Id);
        chunks.Count.ShouldBe(first.Chunks);
        chunks.ShouldAllBe(chunk => chunk.Epoch == 2);
    }

    [Fact]
    public async Task Calls_ThatDoNotFitTheState_AreRefused()
    {
        await using var bench = await new FileBench().StartAsync();
        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);

        (await bench.File(Id).CancelAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotCancellable);
        (await bench.File(Id).RetryAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotRetryable);
        (await bench.File("fil_none").GetAsync(FileBench.Owner)).Failure!.Code.ShouldBe(FailureCodes.FileNotFound);
    }

    [Fact]
    public async Task Calls_OfStrangers_FindNoFile()
    {
        await using var bench = await new FileBench().StartAsync();
        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);
        var stranger = new Caller("usr_stranger", UserRole.Admin);

        (await bench.File(Id).GetAsync(stranger)).Failure!.Code.ShouldBe(FailureCodes.FileNotFound);
        (await bench.File(Id).DeleteAsync(stranger)).Failure!.Code.ShouldBe(FailureCodes.FileNotFound);
        (await bench.File(Id).GetAsync(new Caller(OneAgentStore.Viewer, UserRole.User))).Failure!.Kind.ShouldBe(FailureKind.Forbidden);
    }
}
