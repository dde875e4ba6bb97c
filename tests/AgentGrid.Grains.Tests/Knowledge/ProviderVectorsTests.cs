using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Sql;
using AgentGrid.Testing.Llm;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Files and questions that a provider embeds, over its wire, where it fails in one of the ways that providers do.</summary>
public sealed class ProviderVectorsTests : IAsyncLifetime, IDisposable
{
    private const string AgentId = "agt_1";
    private const int Length = 16;
    private readonly TempFolder _folder = new();
    private FakeProviderServer _provider = null!;
    private GrainHost _host = null!;

    private static FakeReply Well => EmbeddingWire.Vectors(text => EmbeddingWire.Unit(text, Length));

    public async Task InitializeAsync()
    {
        _provider = await FakeProviderServer.StartAsync(Well);
        await StartAsync();
        await _host.MakeAgentAsync(id: AgentId);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_OneStoredVectorIsBroken_AnswersAndFindsItsChunkByKeywords()
    {
        await UploadAsync("fil_good", "The apple orchard opens at nine in spring.");
        await UploadAsync("fil_bad", "The plum garden is behind the mill.");
        await UploadAsync("fil_zero", "The cherry lawn is beside the river.");
        await BreakAsync("fil_bad", float.PositiveInfinity);
        await BreakAsync("fil_zero", 0);
        await RestartAsync();

        (await HitsAsync("plum garden")).ShouldContain(hit => hit.FileId == "fil_bad" && hit.KeywordRank == 1 && hit.VectorRank == null);
        (await HitsAsync("cherry lawn")).ShouldContain(hit => hit.FileId == "fil_zero" && hit.KeywordRank == 1 && hit.VectorRank == null);
        (await HitsAsync("apple orchard", SearchMode.Vector)).ShouldHaveSingleItem().FileId.ShouldBe("fil_good");
    }

    [Fact]
    public async Task Upload_VectorsThatCannotBeUsed_FailsWithTheCauseAndIsReadyOnceTheProviderIsWell()
    {
        _provider.Enqueue(EmbeddingWire.Vectors(_ => EmbeddingWire.Infinite(Length)));
        await AcceptAsync("fil_1", "The apple orchard opens at nine in spring.");
        var end = await EndAsync("fil_1");
        end.Status.ShouldBe(FileStatus.Failed);
        end.Error!.Message.ShouldContain("not finite");
        _provider.Enqueue(Well);

        (await File("fil_1").RetryAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        (await EndAsync("fil_1")).Status.ShouldBe(FileStatus.Ready);
        (await HitsAsync("apple orchard"))[0].VectorRank.ShouldBe(1);
    }

    [Fact]
    public async Task Search_ProviderGivesNoUsableVector_KeywordsAnswer()
    {
        await UploadAsync("fil_1", "The apple orchard opens at nine in spring.");
        foreach (var reply in new[] { EmbeddingWire.Vectors(_ => EmbeddingWire.Infinite(Length)), EmbeddingWire.Vectors(_ => new float[Length]), EmbeddingWire.Vectors(_ => null) })
        {
            _provider.Enqueue(reply);
            var hit = (await HitsAsync("apple orchard"))[0];
            (hit.KeywordRank, hit.VectorRank).ShouldBe((1, null));
        }

        _provider.Enqueue(Well);
        (await HitsAsync("apple orchard"))[0].VectorRank.ShouldBe(1);
    }

    [Fact]
    public async Task Search_ProviderHangs_KeywordsAnswer()
    {
        await UploadAsync("fil_1", "The apple orchard opens at nine in spring.");
        await RestartAsync(new() { ["AgentGrid:Embeddings:QuestionSeconds"] = "0.1" });
        _provider.Enqueue(FakeReplies.Silence());

        var hit = (await HitsAsync("apple orchard"))[0];

        (hit.KeywordRank, hit.VectorRank).ShouldBe((1, null));
    }

    [Fact]
    public async Task Search_RowsThatCannotBeRead_IsAFailureAndNoException()
    {
        await Database(session => session.ExecuteAsync("ALTER TABLE knowledge_files RENAME TO lost"));

        (await SearchAsync("anything", SearchMode.Hybrid)).Failure.ShouldNotBeNull();

        await Database(session => session.ExecuteAsync("ALTER TABLE lost RENAME TO knowledge_files"));
        (await SearchAsync("anything", SearchMode.Hybrid)).Failure.ShouldBeNull();
    }

    private async Task StartAsync(Dictionary<string, string?>? settings = null) => _host = await GrainHost.StartAsync(
        _folder,
        services => services.Configure<IngestionOptions>(options => options.RetrySeconds = 0.01),
        new Dictionary<string, string?>(settings ?? [])
        {
            ["AgentGrid:Llm:Providers:fake:Type"] = "openai-compatible",
            ["AgentGrid:Llm:Providers:fake:BaseUrl"] = _provider.Address + "/v1",
            ["AgentGrid:Llm:Providers:fake:ApiKey"] = "test-key",
            ["AgentGrid:Llm:Retry:MaxRetries"] = "0",
            ["AgentGrid:Embeddings:Model"] = "fake/m",
            ["AgentGrid:Embeddings:Dimensions"] = $"{Length}",
        });

    private async Task RestartAsync(Dictionary<string, string?>? settings = null)
    {
        await _host.DisposeAsync();
        await StartAsync(settings);
    }

    private Task<int> BreakAsync(string fileId, float value) => Database(session => session.ExecuteAsync(
        "UPDATE knowledge_chunks SET embedding = @vector WHERE file_id = @file",
        ("@vector", EmbeddingCodec.FromDense([.. Enumerable.Repeat(value, Length)])),
        ("@file", fileId)));

    private Task<int> Database(Func<ISqlSession, ValueTask<int>> write) =>
        _host.Services.GetRequiredService<ISqlDatabase>().WriteAsync(write, CancellationToken.None).AsTask();

    private IKnowledgeFileGrain File(string id) => _host.Grains.GetGrain<IKnowledgeFileGrain>(id);

    private Task<Outcome<SearchResult>> SearchAsync(string text, SearchMode mode) =>
        _host.Grains.GetGrain<IKnowledgeIndexGrain>(AgentId).SearchAsync(new KnowledgeQuery(text, 10, mode, 0), default);

    private async Task<IReadOnlyList<SearchHit>> HitsAsync(string text, SearchMode mode = SearchMode.Hybrid) => (await SearchAsync(text, mode)).Value!.Hits;

    private Task AcceptAsync(string id, string text) => _host.AcceptFileAsync(AgentId, id, $"{id}.txt", text);

    private Task UploadAsync(string id, string text) => _host.UploadFileAsync(AgentId, id, $"{id}.txt", text);

    private Task<KnowledgeFile> EndAsync(string id) => _host.EndOfFileAsync(id);
}
