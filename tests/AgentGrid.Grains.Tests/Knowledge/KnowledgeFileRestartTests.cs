using System.Text;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>What a crash, or a store that fails, leaves of a file, and how it goes on from there.</summary>
public sealed class KnowledgeFileRestartTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnAndEmbedsNothingTwice()
    {
        await using var bench = await new FileBench().StartAsync();
        var text = FileBench.Text(40);
        var third = StuckCall.At(3);
        bench.Embedder.BeforeAnswer = third.BeforeAnswer;
        await bench.UploadAsync(Id, text);
        await third.Reached;
        bench.Store.ChunksOf(Id).Count.ShouldBe(8);

        await bench.RestartAsync();
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        end.Attempts.ShouldBe(2);
        var chunks = bench.Store.ChunksOf(Id);
        chunks.Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, end.Chunks));
        bench.Embedder.Texts.Count.ShouldBe(chunks.Count);
        bench.Embedder.Texts.Distinct().Count().ShouldBe(chunks.Count);
    }

    [Fact]
    public async Task Restart_AfterEveryWrite_EndsWithTheSamePassages()
    {
        await using var whole = await new FileBench().StartAsync();
        await whole.UploadAsync(Id, FileBench.Text(20));
        await whole.EndOfAsync(Id);
        var expected = whole.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ToList();
        var writes = whole.Store.Writes.Count;

        for (var crash = 1; crash <= writes; crash++)
        {
            await using var bench = await new FileBench().StartAsync();
            var failed = bench.Store.FailFrom(crash);
            await bench.UploadAsync(Id, FileBench.Text(20));
            await failed;
            bench.Store.BeforeWrite = () => { };

            await bench.RestartAsync();
            var end = await bench.EndOfAsync(Id);

            end.Status.ShouldBe(FileStatus.Ready, $"after a crash at write {crash}");
            bench.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Reprocess_CrashAtEveryWrite_EndsWithTheSamePassages()
    {
        await using var whole = await new FileBench().StartAsync();
        await whole.UploadAsync(Id, FileBench.Text(20));
        await whole.EndOfAsync(Id);
        var expected = whole.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ToList();
        var first = whole.Store.Writes.Count;
        (await whole.File(Id).ReprocessAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
        await whole.EndOfAsync(Id);
        var writes = whole.Store.Writes.Count - first;

        // The first write is the command's own; its failure is the caller's to see.
        for (var crash = 2; crash <= writes; crash++)
        {
            await using var bench = await new FileBench().StartAsync();
            await bench.UploadAsync(Id, FileBench.Text(20));
            await bench.EndOfAsync(Id);
            var failed = bench.Store.FailFrom(crash);
            (await bench.File(Id).ReprocessAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
            await failed;
            bench.Store.BeforeWrite = () => { };

            await bench.RestartAsync();
            (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready, $"after a crash at write {crash}");

            bench.Store.ChunksOf(Id).ShouldAllBe(chunk => chunk.Epoch == 2);
            bench.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Restart_BesideTheForgettingOfPassages_MissesNone()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.At(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        await second.Reached;

        // With another model the file begins again; the server stops as soon as the first passages are removed.
        var model = bench.Embedder.Model;
        bench.Embedder.Model = "test/other";
        var removed = new TaskCompletionSource();
        bench.Store.AfterDelete = () =>
        {
            removed.TrySetResult();
            bench.Store.BeforeWrite = () => throw new StorageUnavailableException("The disk is gone.");
            throw new StorageUnavailableException("The disk is gone.");
        };
        await bench.RestartAsync();
        await removed.Task;
        await bench.DisposeAsync();
        (bench.Store.BeforeWrite, bench.Store.AfterDelete) = (() => { }, () => { });

        bench.Embedder.Model = model;
        await bench.StartAsync();
        await bench.File(Id).ResumeAsync();
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        bench.Store.ChunksOf(Id).Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, end.Chunks));
        bench.Store.ChunksOf(Id).ShouldAllBe(chunk => chunk.EmbeddingModel == model);
    }

    [Fact]
    public async Task Resume_FileReadDifferently_BeginsAgain()
    {
        await using var bench = await new FileBench().StartAsync();
        var third = StuckCall.At(3);
        bench.Embedder.BeforeAnswer = third.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        await third.Reached;
        bench.Blobs.Blobs["blob1"] = Encoding.UTF8.GetBytes(FileBench.Text(20, "other"));

        await bench.RestartAsync();
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        bench.Store.ChunksOf(Id).ShouldAllBe(chunk => chunk.Text.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resume_FileThatStopsTheServerEachTime_FailsAfterItsAttempts()
    {
        await using var bench = await new FileBench().StartAsync();
        var stuck = StuckCall.From(1);
        bench.Embedder.BeforeAnswer = stuck.BeforeAnswer;
        await bench.UploadAsync(Id, "Some words.");
        for (var i = 0; i < bench.Options.Attempts; i++)
        {
            await stuck.NextAsync();
            await bench.RestartAsync();
        }

        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Failed);
        end.Error!.Code.ShouldBe(FailureCodes.IngestionStalled);
        end.Attempts.ShouldBe(5);
    }

    [Fact]
    public async Task Write_StoreIsAwayForAWhile_GoesOnByItself()
    {
        await using var bench = await new FileBench().StartAsync();
        var writes = 0;
        bench.Store.BeforeWrite = () =>
        {
            if (++writes is > 3 and <= 7)
            {
                throw new StorageUnavailableException("The database restarts.");
            }
        };

        await bench.UploadAsync(Id, FileBench.Text(40));

        var end = await bench.EndOfAsync(Id);
        end.Status.ShouldBe(FileStatus.Ready);
        bench.Store.ChunksOf(Id).Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, end.Chunks));
    }

    [Fact]
    public async Task Write_LastOneIsMadeButNotHeardOf_EndsReady()
    {
        await using var bench = await new FileBench().StartAsync();
        bench.Store.AfterWrite = file =>
        {
            if (file.File.Status == FileStatus.Ready)
            {
                throw new StorageUnavailableException("The connection broke.");
            }
        };

        await bench.UploadAsync(Id, "Some words.");

        (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready);
        bench.Embedder.Texts.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_FailsInAWayNobodyForesaw_LeavesTheFileToTheSweep(bool inTime)
    {
        await using var bench = await new FileBench().StartAsync();

        // What is not taken for an interruption is told to the file, and that has to fail as well.
        var left = inTime ? 2 : 1;
        var failed = new TaskCompletionSource();
        bench.Store.BeforeWrite = () =>
        {
            if (--left == 0)
            {
                failed.TrySetResult();
            }

            throw inTime ? new InvalidOperationException("Nobody thought of this.") : new TimeoutException("No answer came.");
        };
        await bench.UploadAsync(Id, FileBench.Text(20));
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        bench.Store.BeforeWrite = () => { };

        await bench.ResumeUntilReadyAsync(Id);
    }
}
