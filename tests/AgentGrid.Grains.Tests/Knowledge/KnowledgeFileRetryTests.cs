using AgentGrid.Core.Llm;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>A model or a store that fails for a while.</summary>
public sealed class KnowledgeFileRetryTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Embed_ProviderIsDownForLongerThanAFewTries_WaitsSaysWhyAndBecomesReady()
    {
        await using var bench = new FileBench();
        bench.Options.LongestPauseSeconds = 0.01;
        await bench.StartAsync();
        bench.Embedder.BeforeAnswer = (call, _) => call > 3 * bench.Options.Attempts
            ? Task.CompletedTask
            : throw new LlmException(LlmErrorCodes.Unavailable, "The provider is down.", retryable: true);

        await bench.UploadAsync(Id, "Some words.");
        var end = await bench.EndOfAsync(Id);

        (end.Status, end.Error, end.Attempts).ShouldBe((FileStatus.Ready, null, 4));
        bench.Store.Writes.Where(file => file.File.Status == FileStatus.Queued).Select(file => file.File.Error?.Message)
            .ShouldBe(Enumerable.Repeat("The provider is down. Tried again in 1 s.", 3));
    }

    [Fact]
    public async Task Accept_SameRequestAgain_BeginsNothingTwice()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.At(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        var blob = bench.Blobs.Put(System.Text.Encoding.UTF8.GetBytes(FileBench.Text(20)));
        var upload = new StoredUpload(OneAgentStore.AgentId, blob.Name, "note.txt", blob.Size, blob.Sha256, null);
        await bench.File(Id).AcceptAsync(FileBench.Owner, upload);
        await second.Reached;

        (await bench.File(Id).AcceptAsync(FileBench.Owner, upload)).Value!.Duplicate.ShouldBeFalse();
        await bench.RestartAsync();
        var end = await bench.EndOfAsync(Id);
        (await bench.File(Id).AcceptAsync(FileBench.Owner, upload)).Value!.File.Status.ShouldBe(FileStatus.Ready);

        (end.Status, end.Attempts).ShouldBe((FileStatus.Ready, 2));
        bench.Embedder.Texts.Distinct().Count().ShouldBe(bench.Embedder.Texts.Count);
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
}
