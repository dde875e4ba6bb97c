using System.IO.Compression;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage;
using AgentGrid.Testing.Time;
using AgentGrid.Users;

namespace AgentGrid.Grains.Tests.Knowledge;

public sealed class KnowledgeFileGrainTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Accept_TextFile_BecomesReadyWithItsPassagesStored()
    {
        await using var bench = await new FileBench().StartAsync();
        var text = FileBench.Text(20);

        await bench.UploadAsync(Id, text);
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        end.Stage.ShouldBe(FileStage.Done);
        end.Progress.ShouldBe(1);
        end.Attempts.ShouldBe(1);
        end.ContentType.ShouldBe("text/plain");
        var chunks = bench.Store.ChunksOf(Id);
        end.Chunks.ShouldBe(chunks.Count);
        chunks.Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, chunks.Count));
        chunks.ShouldAllBe(chunk => text.Substring((int)chunk.StartOffset, (int)(chunk.EndOffset - chunk.StartOffset)) == chunk.Text
            && chunk.Embedding!.Length == 1 && chunk.IndexText == "note");
    }

    [Fact]
    public async Task Accept_ShortSlides_CountsAllPages()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, Slides("First words of a deck", "", "Last words of a deck", ""), "deck.pptx");

        (await bench.EndOfAsync(Id)).Pages.ShouldBe(4);
        await bench.UploadAsync("fil_2", "Words without pages.");
        (await bench.EndOfAsync("fil_2")).Pages.ShouldBeNull();
    }

    private static byte[] Slides(params string[] texts)
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var bytes = new MemoryStream();
        using (var package = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Write("ppt/presentation.xml", $"<p:presentation xmlns:p='p' xmlns:r='{Relations}'>{Each(i => $"<p:sldId r:id='r{i}'/>")}</p:presentation>");
            Write("ppt/_rels/presentation.xml.rels", $"<Relationships>{Each(i => $"<Relationship Id='r{i}' Type='{Relations}/slide' Target='slides/{i}.xml'/>")}</Relationships>");
            for (var i = 0; i < texts.Length; i++)
            {
                Write($"ppt/slides/{i}.xml", $"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:t>{texts[i]}</a:t></a:p></p:sld>");
            }

            void Write(string name, string content)
            {
                using var writer = new StreamWriter(package.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();

        string Each(Func<int, string> part) => string.Concat(Enumerable.Range(0, texts.Length).Select(part));
    }

    [Fact]
    public async Task Accept_SmallFile_CostsThreeTransactions()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);

        // The row, the attempt, and the passages with the end.
        bench.Store.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Watch_FromUpload_SeesStagesInOrder()
    {
        await using var bench = await new FileBench().StartAsync();
        var held = new TaskCompletionSource();
        bench.Embedder.BeforeAnswer = (_, stop) => held.Task.WaitAsync(stop);

        await bench.UploadAsync(Id, FileBench.Text(20));
        var watches = Enumerable.Range(0, 5).Select(_ => bench.WatchAsync(Id)).ToArray();
        held.SetResult();
        var seen = await Task.WhenAll(watches);

        foreach (var records in seen)
        {
            records[^1].Status.ShouldBe(FileStatus.Ready);
            var chunks = records.Select(record => record.Chunks).ToList();
            chunks.ShouldBe(chunks.Order());
            records.Select(record => record.Progress).ShouldBeInOrder();
            records.Select(record => record.Stage).ShouldContain(FileStage.Indexing);
        }
    }

    [Fact]
    public async Task Accept_UnsupportedFile_FailsWithTheReasonAndLeavesNothing()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 2, 3, 0, 0, 0], "program.pdf");
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Failed);
        end.Error!.Code.ShouldBe(ExtractionCodes.UnsupportedFileType);
        end.Error.Message.ShouldContain("a program");
        bench.Store.ChunksOf(Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_FileThatBreaksInTheMiddle_LeavesNoChunk()
    {
        await using var bench = await new FileBench().StartAsync();
        var json = "[" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"number\":{i},\"text\":\"entry of the list with words\"}},"));

        await bench.UploadAsync(Id, json, "a.json");
        var end = await bench.EndOfAsync(Id);

        end.Error!.Code.ShouldBe(ExtractionCodes.FileCorrupt);
        bench.Embedder.Texts.ShouldNotBeEmpty();
        bench.Store.ChunksOf(Id).ShouldBeEmpty();
        end.Chunks.ShouldBe(0);
    }

    [Fact]
    public async Task Accept_SameBytesAgain_AnswersTheFirstFile()
    {
        await using var bench = await new FileBench().StartAsync();
        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);

        var again = await bench.UploadAsync("fil_2", "Some words.");

        again.Duplicate.ShouldBeTrue();
        again.File.Id.ShouldBe(Id);
    }

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
        var begun = new SemaphoreSlim(0);
        bench.Embedder.BeforeAnswer = (_, stop) =>
        {
            begun.Release();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        };
        await bench.UploadAsync(Id, "Some words.");
        for (var i = 0; i < bench.Options.Attempts + 1; i++)
        {
            await begun.WaitAsync();
            (await bench.File(Id).PauseAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
            (await bench.File(Id).UnpauseAsync(FileBench.Owner)).Succeeded.ShouldBeTrue();
        }

        await begun.WaitAsync();
        (await bench.File(Id).GetAsync(FileBench.Owner)).Value!.Status.ShouldBe(FileStatus.Processing);
    }

    [Fact]
    public async Task Pause_WhileWaitingForAPlace_IsCancelledAndDeletedLikeAnyOther()
    {
        await using var bench = new FileBench();
        bench.Options.Files = 1;
        await bench.StartAsync();
        bench.Embedder.BeforeAnswer = (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
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
            await bench.UploadAsync(Id, FileBench.Text(20));
            await failed.Task;
            bench.Store.BeforeWrite = () => { };

            await bench.RestartAsync();
            var end = await bench.EndOfAsync(Id);

            end.Status.ShouldBe(FileStatus.Ready, $"after a crash at write {crash}");
            bench.Store.ChunksOf(Id).Select(chunk => chunk.ContentHash).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Resume_FileReadDifferently_BeginsAgain()
    {
        await using var bench = await new FileBench().StartAsync();
        var third = StuckCall.At(3);
        bench.Embedder.BeforeAnswer = third.BeforeAnswer;
        await bench.UploadAsync(Id, FileBench.Text(20));
        await third.Reached;
        bench.Blobs.Blobs["blob1"] = System.Text.Encoding.UTF8.GetBytes(FileBench.Text(20, "other"));

        await bench.RestartAsync();
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        bench.Store.ChunksOf(Id).ShouldAllBe(chunk => chunk.Text.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Embed_PassingFailure_IsTriedAgain()
    {
        await using var bench = await new FileBench().StartAsync();
        bench.Embedder.BeforeAnswer = (call, _) => call <= 2 ? throw new LlmException(LlmErrorCodes.Unavailable, "busy", retryable: true) : Task.CompletedTask;

        await bench.UploadAsync(Id, "Some words.");

        (await bench.EndOfAsync(Id)).Status.ShouldBe(FileStatus.Ready);
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
        var waiting = await SeenAsync(bench, Id, file => file is { Status: FileStatus.Queued, Error: not null });
        await bench.UploadAsync("fil_2", "Other words.");

        waiting.Error!.Code.ShouldBe(FailureCodes.EmbeddingFailed);
        waiting.Error.Message.ShouldBe("Too many requests. Tried again in 60 s.");
        (await bench.File("fil_2").GetAsync(FileBench.Owner)).Value!.Status.ShouldBe(FileStatus.Queued);
        calls.ShouldBe(1, "nobody asks while the provider wants to be left alone");

        isWell = true;
        await AdvanceAsync(clock, Task.WhenAll(bench.EndOfAsync(Id), bench.EndOfAsync("fil_2")));
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

        await AdvanceAsync(clock, end);

        (await end).Error.ShouldBe(new FileError(FailureCodes.EmbeddingFailed, "Too many requests."));
        calls.ShouldBe(bench.Options.Attempts);
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

    [Fact]
    public async Task Resume_FileThatStopsTheServerEachTime_FailsAfterItsAttempts()
    {
        await using var bench = await new FileBench().StartAsync();
        var begun = new SemaphoreSlim(0);
        bench.Embedder.BeforeAnswer = (_, stop) =>
        {
            begun.Release();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        };
        await bench.UploadAsync(Id, "Some words.");
        for (var i = 0; i < bench.Options.Attempts; i++)
        {
            await begun.WaitAsync();
            await bench.RestartAsync();
        }

        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Failed);
        end.Error!.Code.ShouldBe(FailureCodes.IngestionStalled);
        end.Attempts.ShouldBe(5);
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

    [Fact]
    public async Task Accept_TwoHundredFiles_AllBecomeReady()
    {
        await using var bench = await new FileBench().StartAsync();
        var ids = Enumerable.Range(0, 200).Select(i => $"fil_{i}").ToArray();

        await Task.WhenAll(ids.Select(id => bench.UploadAsync(id, FileBench.Text(3, id + "word"))));
        var ends = await Task.WhenAll(ids.Select(bench.EndOfAsync));

        ends.ShouldAllBe(end => end.Status == FileStatus.Ready && end.Attempts == 1);
    }

    private static async Task<KnowledgeFile> SeenAsync(FileBench bench, string id, Func<KnowledgeFile, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var file in bench.File(id).WatchAsync(deadline.Token))
        {
            if (wanted(file))
            {
                return file;
            }
        }

        throw new InvalidOperationException("It never came to that.");
    }

    /// <summary>Lets time pass until something has happened.</summary>
    private static async Task AdvanceAsync(ManualTimeProvider clock, Task until)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!until.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }
}
