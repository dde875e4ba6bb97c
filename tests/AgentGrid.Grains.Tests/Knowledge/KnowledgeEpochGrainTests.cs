using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>An agent's files change from one embedding model to another, over real stores and restarts.</summary>
public sealed class KnowledgeEpochGrainTests : IAsyncLifetime, IDisposable
{
    private const string AgentId = "agt_1";
    private const int Files = 5;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly EmbeddingSpace Builtin = new(NgramEmbedder.ModelName, NgramEmbedder.Buckets);

    private readonly TempFolder _folder = new();
    private readonly DenseEmbedder _new = new("test/new", 16);
    private GrainHost? _host;

    private IKnowledgeStore Store => _host!.Services.GetRequiredService<IKnowledgeStore>();

    private IKnowledgeEpochStore Epochs => _host!.Services.GetRequiredService<IKnowledgeEpochStore>();

    public async Task InitializeAsync()
    {
        await StartAsync(null);
        await _host!.MakeAgentAsync(id: AgentId);
        for (var i = 0; i < Files; i++)
        {
            await UploadAsync($"fil_{i}", Text($"topic{i}"));
        }
    }

    public async Task DisposeAsync() => await StopAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_AnotherModelConfigured_ChangesAllFilesAndEmbedsNothingTwice()
    {
        var before = await LiveAsync();

        await StartAsync(_new);
        await ChangedAsync(_new);

        var live = await LiveAsync();
        live.ShouldAllBe(chunk => chunk.EmbeddingModel == _new.Model && chunk.Dimensions == 16 && EmbeddingCodec.Fits(chunk.Embedding!, 16));
        live.Select(chunk => (chunk.FileId, chunk.Ordinal, chunk.Text, chunk.StartOffset, chunk.IndexText))
            .ShouldBe(before.Select(chunk => (chunk.FileId, chunk.Ordinal, chunk.Text, chunk.StartOffset, chunk.IndexText)));
        _new.Passages.Count.ShouldBe(live.Count);
        _new.Passages.Distinct().Count().ShouldBe(live.Count);
        await OnlyLiveRowsAsync();
        (await SearchAsync("topic3"))[0].ShouldSatisfyAllConditions(
            hit => hit.FileId.ShouldBe("fil_3"), hit => hit.VectorRank.ShouldNotBeNull(), hit => hit.ChunkId.ShouldStartWith("fil_3.2."));
    }

    [Fact]
    public async Task Search_DuringTheChange_SeesOneEpochThroughout()
    {
        var hold = new TaskCompletionSource();
        _new.BeforeAnswer = (call, stop) => call == 3 ? hold.Task.WaitAsync(stop) : Task.CompletedTask;
        await StartAsync(_new);
        await WaitAsync(() => _new.Passages.IsEmpty ? null : "");

        // The old model is on this server, so its vectors go on serving.
        var hits = await SearchAsync("topic1");
        hits.ShouldAllBe(hit => hit.ChunkId.Contains(".1.", StringComparison.Ordinal));
        hits[0].VectorRank.ShouldNotBeNull();
        (await Epochs.GetStatusAsync(AgentId)).Rebuild!.Embedding.ShouldBe(Space(_new));

        var all = hits.Length;
        var changed = ChangedAsync(_new);
        hold.SetResult();
        while (!changed.IsCompleted)
        {
            var now = await SearchAsync("topic1");
            now.Select(hit => hit.ChunkId.Split('.')[1]).Distinct().Count().ShouldBe(1);
            now.Length.ShouldBe(all);
        }

        await changed;
        (await SearchAsync("topic1")).ShouldAllBe(hit => hit.ChunkId.Contains(".2.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnWhereItStopped()
    {
        for (var crash = 1; crash <= 6; crash++)
        {
            var stuck = StuckCall.From(crash);
            _new.BeforeAnswer = stuck.BeforeAnswer;

            // One file at a time: when a call is reached, all those before it are stored.
            await StartAsync(_new, filesAtOnce: 1);
            await stuck.Reached.WaitAsync(Deadline);
            await StopAsync();
        }

        _new.BeforeAnswer = (_, _) => Task.CompletedTask;
        await StartAsync(_new);
        await ChangedAsync(_new);

        var live = await LiveAsync();
        _new.Passages.Count.ShouldBe(live.Count);
        await OnlyLiveRowsAsync();
    }

    [Fact]
    public async Task NewModel_Unreachable_OldVectorsServeAndTheStatusSaysWhy()
    {
        _new.BeforeAnswer = (_, _) => throw new LlmException(LlmErrorCodes.Unavailable, "The provider is down.", retryable: true);
        await StartAsync(_new);
        await WaitAsync(async () => (await Epochs.FindEpochAsync(AgentId))!.Error is null ? null : "");

        var status = await Epochs.GetStatusAsync(AgentId);
        status.Embedding.ShouldBe(Builtin);
        status.Rebuild.ShouldBe(new EmbeddingRebuild(Space(_new), Files, 0, new FileError(FailureCodes.EmbeddingFailed, "The provider is down.")));
        (await SearchAsync("topic2"))[0].ShouldSatisfyAllConditions(
            hit => hit.FileId.ShouldBe("fil_2"), hit => hit.VectorRank.ShouldNotBeNull(), hit => hit.KeywordRank.ShouldNotBeNull());

        var hold = new TaskCompletionSource();
        var most = (await LiveAsync()).Count * 85 / 100;
        _new.BeforeAnswer = (_, stop) => _new.Passages.Count < most ? Task.CompletedTask : hold.Task.WaitAsync(stop);
        await WaitAsync(async () =>
        {
            await _host!.Grains.GetGrain<IKnowledgeEpochGrain>(AgentId).EnsureAsync();
            return (await Epochs.GetStatusAsync(AgentId)).Rebuild is null or { Built: > 0, Error: null } ? "" : null;
        });
        hold.SetResult();
        await ChangedAsync(_new);
        (await Epochs.GetStatusAsync(AgentId)).Embedding.ShouldBe(Space(_new));
    }

    [Theory]
    [InlineData(LlmErrorCodes.Unauthorized, "The key was refused.")]
    [InlineData(LlmErrorCodes.BadRequest, "File fil_0: The key was refused.")]
    public async Task NewModel_Refuses_IsAskedForOneFileEverMoreSeldom(string code, string message)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var calls = 0;
        _new.BeforeAnswer = (call, _) =>
        {
            calls = call;
            throw new LlmException(code, "The key was refused.");
        };
        await StartAsync(_new, clock: clock, retrySeconds: 1);
        await WaitAsync(async () => (await Epochs.FindEpochAsync(AgentId))!.Error is null ? null : "");
        (await Epochs.GetStatusAsync(AgentId)).Rebuild!.Error.ShouldBe(new FileError(FailureCodes.EmbeddingFailed, message));
        calls.ShouldBe(1);

        // Asked at 0, 1, 3, 7, 15 and then every 15 minutes.
        var minutes = 0;
        await WaitAsync(async () =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            minutes++;
            await _host!.Grains.GetGrain<IKnowledgeEpochGrain>(AgentId).EnsureAsync();
            return calls >= 5 ? "" : null;
        });
        minutes.ShouldBeGreaterThanOrEqualTo(15);
    }

    [Fact]
    public async Task OldModel_NotOnThisServer_KeywordsAnswerUntilTheSwitch()
    {
        await StartAsync(_new);
        await ChangedAsync(_new);
        var third = new DenseEmbedder("test/third", 8);
        var hold = new TaskCompletionSource();
        third.BeforeAnswer = (_, stop) => hold.Task.WaitAsync(stop);
        await StartAsync(third);

        var hit = (await SearchAsync("topic2"))[0];
        (hit.FileId, hit.VectorRank).ShouldBe(("fil_2", null));

        hold.SetResult();
        await ChangedAsync(third);
        (await SearchAsync("topic2"))[0].VectorRank.ShouldNotBeNull();
    }

    [Fact]
    public async Task Files_AddedRemovedAndReprocessedMeanwhile_EndInTheNewVectors()
    {
        var hold = new TaskCompletionSource();
        _new.BeforeAnswer = (_, stop) => hold.Task.WaitAsync(stop);
        await StartAsync(_new);
        await WaitAsync(async () => (await Epochs.GetStatusAsync(AgentId)).Rebuild is null ? null : "");
        var upload = UploadAsync("fil_new", Text("arrival"));
        (await File("fil_0").DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        (await File("fil_1").ReprocessAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        hold.SetResult();
        await upload;
        (await SearchAsync("arrival"))[0].FileId.ShouldBe("fil_new");
        await WaitAsync(async () =>
        {
            await _host!.Grains.GetGrain<IKnowledgeEpochGrain>(AgentId).EnsureAsync();
            return (await Epochs.FindEpochAsync(AgentId)) is { Target: null } epoch && epoch.Serving == Space(_new) ? "" : null;
        });
        await EndAsync("fil_1");

        var live = await LiveAsync();
        live.Select(chunk => chunk.FileId).Distinct().ShouldBe(["fil_1", "fil_2", "fil_3", "fil_4", "fil_new"]);
        live.ShouldAllBe(chunk => chunk.EmbeddingModel == _new.Model);
        await OnlyLiveRowsAsync();
    }

    [Fact]
    public async Task Start_ModelTakenBackInTheMiddle_LeavesNothingOfTheOther()
    {
        var stuck = StuckCall.From(4);
        _new.BeforeAnswer = stuck.BeforeAnswer;
        await StartAsync(_new);
        await stuck.Reached.WaitAsync(Deadline);

        await StartAsync(null);
        await ChangedAsync(new NgramEmbedder());

        (await LiveAsync()).ShouldAllBe(chunk => chunk.EmbeddingModel == Builtin.Model && chunk.Epoch == 1);
        await OnlyLiveRowsAsync();
    }

    [Fact]
    public async Task Restart_WithAnotherModelInTheMiddleOfAFile_BeginsTheFileAgain()
    {
        var stuck = StuckCall.From(2);
        _new.BeforeAnswer = stuck.BeforeAnswer;
        await StartAsync(_new);
        await WaitAsync(() => _new.Passages.IsEmpty ? null : "");
        await AcceptAsync("fil_half", Text("half"));
        await stuck.Reached.WaitAsync(Deadline);

        await StartAsync(null);
        await EndAsync("fil_half");

        (await Store.FindFileAsync("fil_half"))!.Vectors.ShouldBe(Builtin);
        (await LiveAsync()).ShouldAllBe(chunk => chunk.EmbeddingModel == Builtin.Model);
    }

    private static EmbeddingSpace Space(ITextEmbedder embedder) => new(embedder.Model, embedder.Dimensions);

    // Several batches of two passages.
    private static string Text(string word) =>
        string.Concat(Enumerable.Range(0, 6).Select(i => string.Join(' ', Enumerable.Repeat($"{word} shelf{i}", 100)) + ".\n\n"));

    private static async Task WaitAsync(Func<string?> until) => await WaitAsync(() => Task.FromResult(until()));

    /// <summary>Until it gives something.</summary>
    private static async Task WaitAsync(Func<Task<string?>> until)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (await until() is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    private async Task StartAsync(ITextEmbedder? embedder, int filesAtOnce = 0, TimeProvider? clock = null, double retrySeconds = 0.01)
    {
        await StopAsync();
        _host = await GrainHost.StartAsync(_folder, services =>
        {
            services.Configure<IngestionOptions>(options => (options.BatchPassages, options.RetrySeconds, options.Files) = (2, retrySeconds, filesAtOnce));
            services.AddSingleton(clock ?? TimeProvider.System);
            if (embedder is not null)
            {
                services.AddSingleton(embedder);
            }
        });
    }

    private async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    private Task ChangedAsync(ITextEmbedder embedder) => WaitAsync(async () =>
        await Epochs.FindEpochAsync(AgentId) is { Target: null } epoch && epoch.Serving == Space(embedder) ? "" : null);

    private async Task<List<StoredChunk>> LiveAsync()
    {
        var live = new List<StoredChunk>();
        foreach (var file in await Store.ListAgentFilesAsync(AgentId, null, 100))
        {
            live.AddRange(await Store.ReadFileChunksAsync(file.File.Id, file.Epoch).ToListAsync());
        }

        return live;
    }

    /// <summary>No chunk of another epoch than the live one is left.</summary>
    private async Task OnlyLiveRowsAsync()
    {
        foreach (var file in await Store.ListAgentFilesAsync(AgentId, null, 100))
        {
            file.BuildingEpoch.ShouldBeNull();
            (await Store.DeleteChunksAsync(file.File.Id, keepEpoch: file.Epoch)).ShouldBe(0, file.File.Id);
        }
    }

    private IKnowledgeFileGrain File(string id) => _host!.Grains.GetGrain<IKnowledgeFileGrain>(id);

    private async Task<ImmutableArray<SearchHit>> SearchAsync(string text) =>
        (await _host!.Grains.GetGrain<IKnowledgeIndexGrain>(AgentId).SearchAsync(new KnowledgeQuery(text, 10, SearchMode.Hybrid, 0), default)).Value!.Hits;

    private Task AcceptAsync(string id, string text) => _host!.AcceptFileAsync(AgentId, id, $"{id}.txt", text);

    private Task UploadAsync(string id, string text) => _host!.UploadFileAsync(AgentId, id, $"{id}.txt", text);

    private Task EndAsync(string id) => _host!.ReadyFileAsync(id);
}
