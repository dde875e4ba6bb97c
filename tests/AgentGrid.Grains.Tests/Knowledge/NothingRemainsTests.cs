using System.Collections.Concurrent;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Maintenance;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>What a file leaves in the store when it is deleted, cancelled or fails: chunks, vectors, cached vectors, bytes.</summary>
public sealed class NothingRemainsTests : IAsyncLifetime, IDisposable
{
    private const string Id = "fil_1";
    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private GrainHost _host = null!;
    private CachingEmbedder _embedder = null!;

    private IKnowledgeFileGrain File => _host.Grains.GetGrain<IKnowledgeFileGrain>(Id);

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(_folder, services => services
            .AddSingleton<TimeProvider>(_clock)
            .Configure<IngestionOptions>(options => options.BatchPassages = 4)
            .AddSingleton<CachingEmbedder>().AddSingleton<ITextEmbedder>(provider => provider.GetRequiredService<CachingEmbedder>()));
        _embedder = _host.Services.GetRequiredService<CachingEmbedder>();
        await _host.MakeAgentAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Delete_ReadyFile_LeavesNothing()
    {
        await UploadAsync();
        await EndAsync();
        (await CountAsync("knowledge_chunks"))!.Value.ShouldBeGreaterThan(4);
        (await CountAsync("embedding_cache")).ShouldBe(await CountAsync("knowledge_chunks"));

        (await File.DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        (await CountAsync("knowledge_files")).ShouldBe(0);
        (await CountAsync("knowledge_chunks")).ShouldBe(0);
        (await CountAsync("embedding_cache")).ShouldBe(0);
        (await _host.Services.GetRequiredService<IBlobStore>().ListAsync().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Cancel_InTheMiddle_LeavesNothing()
    {
        var second = StuckCall.From(2);
        _embedder.AfterCaching = second.BeforeAnswer;
        await UploadAsync();
        await second.Reached;
        (await CountAsync("embedding_cache")).ShouldBe(8);

        (await File.CancelAsync(GrainHost.Alice)).Value!.Status.ShouldBe(FileStatus.Cancelled);

        (await CountAsync("knowledge_chunks")).ShouldBe(0);
        (await CountAsync("embedding_cache")).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_FileThatFailedInTheMiddle_LeavesNothing()
    {
        await FailAsync();
        (await CountAsync("knowledge_chunks")).ShouldBe(0);

        (await File.DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        (await CountAsync("knowledge_files")).ShouldBe(0);
        (await CountAsync("embedding_cache")).ShouldBe(0);
    }

    [Fact]
    public async Task Retry_FileThatFailedInTheMiddle_EmbedsNothingTwice()
    {
        await FailAsync();
        _embedder.AfterCaching = (_, _) => Task.CompletedTask;

        (await File.RetryAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        await EndAsync();

        (await CountAsync("knowledge_chunks")).ShouldBe(_embedder.Bought.Count);
        _embedder.Bought.Distinct().Count().ShouldBe(_embedder.Bought.Count);
    }

    [Fact]
    public async Task Delete_AgentWhoseFileFailedInTheMiddle_LeavesNothing()
    {
        await FailAsync();

        (await _host.Agent("agt_1").DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CountAsync("embedding_cache") > 0 || await CountAsync("knowledge_files") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    [Fact]
    public async Task CleanUp_FileThatFailedADayAgo_TakesItsVectors()
    {
        await FailAsync();
        (await CountAsync("embedding_cache"))!.Value.ShouldBeGreaterThan(4);

        _clock.Advance(TimeSpan.FromHours(25));
        await _host.Grains.GetGrain<ICleanupGrain>(ICleanupGrain.Key).CleanUpAsync();

        (await CountAsync("embedding_cache")).ShouldBe(0);
    }

    /// <summary>Two batches become vectors, of which one becomes chunks; then the provider refuses.</summary>
    private async Task FailAsync()
    {
        _embedder.AfterCaching = (call, _) => call < 2
            ? Task.CompletedTask
            : throw new LlmException(LlmErrorCodes.BadRequest, "This text is too long.");
        await UploadAsync();
        await EndAsync();
        (await File.GetAsync(GrainHost.Alice)).Value!.Status.ShouldBe(FileStatus.Failed);
    }

    private Task UploadAsync() => _host.AcceptFileAsync("agt_1", Id, "a.txt", FileBench.Text(20));

    private Task<KnowledgeFile> EndAsync() => _host.EndOfFileAsync(Id);

    private async Task<long?> CountAsync(string table) =>
        await _host.Services.GetRequiredService<ISqlDatabase>().ReadAsync(session => session.Int64Async($"SELECT count(*) FROM {table}"));

    /// <summary>Puts vectors into the cache, as providers' embedders do.</summary>
    private sealed class CachingEmbedder(IEmbeddingCache cache) : ITextEmbedder
    {
        private int _calls;

        public string Model => "test/cached";

        public int Dimensions => 1;

        public bool IsCached => true;

        public Func<int, CancellationToken, Task> AfterCaching { get; set; } = (_, _) => Task.CompletedTask;

        /// <summary>Texts that were not in the cache.</summary>
        public ConcurrentQueue<string> Bought { get; } = new();

        public ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
            IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
            EmbedAsync(texts, purpose, UsageScope.None, cancellationToken);

        public async ValueTask<IReadOnlyList<byte[]>> EmbedAsync(
            IReadOnlyList<string> texts, EmbeddingPurpose purpose, UsageScope usage, CancellationToken cancellationToken = default)
        {
            var known = await cache.FindAsync(Model, [.. texts.Select(EmbeddingCacheKey.Of)], cancellationToken);
            var missing = texts.Distinct().Where(text => !known.ContainsKey(EmbeddingCacheKey.Of(text))).ToList();
            missing.ForEach(Bought.Enqueue);
            await cache.StoreAsync(
                Model, missing.ToDictionary(EmbeddingCacheKey.Of, _ => new ReadOnlyMemory<float>([1])), usage.FileId, cancellationToken);
            await AfterCaching(Interlocked.Increment(ref _calls), cancellationToken);
            return [.. texts.Select(_ => EmbeddingCodec.FromDense([1]))];
        }
    }
}
