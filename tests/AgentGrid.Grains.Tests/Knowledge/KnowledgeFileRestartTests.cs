using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>What a crash, or a store that fails, leaves of a file, and how it goes on from there.</summary>
public sealed class KnowledgeFileRestartTests
{
    private const string Id = "fil_1";

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
            var count = 0;
            var failed = new TaskCompletionSource();
            var at = crash;
            bench.Store.BeforeWrite = () =>
            {
                if (++count >= at)
                {
                    failed.TrySetResult();
                    throw new StorageUnavailableException("The disk is gone.");
                }
            };
            (await bench.File(Id).ReprocessAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
            await failed.Task;
            bench.Store.BeforeWrite = () => { };

            await bench.RestartAsync();
            (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready, $"after a crash at write {crash}");

            bench.Store.ChunksOf(Id).ShouldAllBe(chunk => chunk.Epoch == 2);
            bench.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_FailsInAWayNobodyForesaw_LeavesTheFileToTheSweep(bool inTime)
    {
        await using var bench = await new FileBench().StartAsync();
        var failed = new TaskCompletionSource();
        bench.Store.BeforeWrite = () =>
        {
            failed.TrySetResult();
            throw inTime ? new InvalidOperationException("Nobody thought of this.") : new TimeoutException("No answer came.");
        };
        await bench.UploadAsync(Id, FileBench.Text(20));
        await failed.Task;
        bench.Store.BeforeWrite = () => { };

        await bench.ResumeUntilReadyAsync(Id);
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
}
