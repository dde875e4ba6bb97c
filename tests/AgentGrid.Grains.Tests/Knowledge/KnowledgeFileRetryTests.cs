using AgentGrid.Core.Llm;
using AgentGrid.Knowledge;
using AgentGrid.Testing.Time;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>A model that gives no vectors for a while, or at all.</summary>
public sealed class KnowledgeFileRetryTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Embed_PassingFailure_IsTriedAgain()
    {
        await using var bench = await new FileBench().StartAsync();
        bench.Embedder.BeforeAnswer = (call, _) => call <= 2 ? throw new LlmException(LlmErrorCodes.Unavailable, "busy", retryable: true) : Task.CompletedTask;

        await bench.UploadAsync(Id, "Some words.");

        (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready);
    }

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
    public async Task Embed_LastingFailure_FailsWithTheCause()
    {
        await using var bench = new FileBench();
        bench.Options.LongestPauseSeconds = 0.01;
        await bench.StartAsync();
        bench.Embedder.BeforeAnswer = (_, _) => throw new LlmException(LlmErrorCodes.Unavailable, "The provider is down.", retryable: true);

        await bench.UploadAsync(Id, "Some words.");
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Failed);
        end.Error.ShouldBe(new FileError(FailureCodes.EmbeddingFailed, "The provider is down."));
    }

    [Fact]
    public async Task Embed_ProviderAsksForAnHour_GivesItsPlaceBackSaysWhyAndGoesOnInAMinute()
    {
        var clock = new ManualTimeProvider();
        await using var bench = new FileBench { Clock = clock };
        bench.Options.Files = 1;
        await bench.StartAsync();
        var isWell = false;
        var calls = 0;
        bench.Embedder.BeforeAnswer = (call, _) =>
        {
            calls = call;
            return isWell ? Task.CompletedTask : throw new LlmException(
                LlmErrorCodes.RateLimited, "Too many requests.", retryable: true, retryAfter: TimeSpan.FromHours(1));
        };
        await bench.UploadAsync(Id, "Some words.");
        var waiting = await bench.SeenAsync(Id, file => file is { Status: FileStatus.Queued, Error: not null });
        await bench.UploadAsync("fil_2", "Other words.");

        waiting.Error!.Code.ShouldBe(FailureCodes.EmbeddingFailed);
        waiting.Error.Message.ShouldBe("Too many requests. Tried again in 60 s.");
        (await bench.File("fil_2").GetAsync(FileBench.Owner)).Value!.Status.ShouldBe(FileStatus.Queued);
        calls.ShouldBe(1, "nobody asks while the provider wants to be left alone");

        isWell = true;
        await FileBench.AdvanceAsync(clock, Task.WhenAll(bench.EndOfAsync(Id), bench.EndOfAsync("fil_2")));
        (await bench.EndOfAsync(Id)).ShouldSatisfyAllConditions(
            file => file.Status.ShouldBe(FileStatus.Ready), file => file.Error.ShouldBeNull(), file => file.Attempts.ShouldBe(2));
        (await bench.EndOfAsync("fil_2")).Status.ShouldBe(FileStatus.Ready);
    }

    [Fact]
    public async Task Embed_ProviderAsksForAnHourEachTime_FailsWithTheCauseAfterItsAttempts()
    {
        var clock = new ManualTimeProvider();
        await using var bench = await new FileBench { Clock = clock }.StartAsync();
        var calls = 0;
        bench.Embedder.BeforeAnswer = (call, _) =>
        {
            calls = call;
            throw new LlmException(LlmErrorCodes.RateLimited, "Too many requests.", retryable: true, retryAfter: TimeSpan.FromHours(1));
        };
        await bench.UploadAsync(Id, "Some words.");
        var end = bench.EndOfAsync(Id);

        await FileBench.AdvanceAsync(clock, end);

        (await end).Error.ShouldBe(new FileError(FailureCodes.EmbeddingFailed, "Too many requests."));
        calls.ShouldBe(bench.Options.Attempts);
    }
}
