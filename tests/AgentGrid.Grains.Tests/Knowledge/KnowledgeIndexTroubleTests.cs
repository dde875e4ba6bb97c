using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Searches while files change and the store fails under the index.</summary>
public sealed class KnowledgeIndexTroubleTests : IAsyncLifetime, IDisposable
{
    private const string AgentId = "agt_1";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly DenseEmbedder _embedder = new("test/dense", 16);
    private GrainHost _host = null!;

    /// <summary>Before each call of a store, with the method's name.</summary>
    private Action<string> _beforeCall = _ => { };

    private IKnowledgeIndexGrain Index => _host.Grains.GetGrain<IKnowledgeIndexGrain>(AgentId);

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(_folder, services => services.AddSingleton<ITextEmbedder>(_embedder), decorate: services =>
        {
            Intercepted.Use<IKnowledgeStore>(services, name => _beforeCall(name));
            Intercepted.Use<IKnowledgeEpochStore>(services, name => _beforeCall(name));
        });
        await _host.MakeAgentAsync(id: AgentId);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_IndexCouldNotBeRead_IsReadAgainByTheNext()
    {
        await UploadAsync("fil_1", "The library opened in 1921.");
        _beforeCall = name => ThrowAt(name, nameof(IKnowledgeEpochStore.FindEpochAsync));
        (await Index.SearchAsync(Query("library"), default)).Failure!.Code.ShouldBe(FailureCodes.StorageUnavailable);

        _beforeCall = _ => { };
        await UploadAsync("fil_2", "The library closed in 1987.");

        (await SearchAsync("library")).Select(hit => hit.FileId).ShouldBe(["fil_1", "fil_2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Search_IndexDidNotTakeAFileIn_FindsItAllTheSame()
    {
        await UploadAsync("fil_1", "The library opened in 1921.");
        (await SearchAsync("library")).ShouldHaveSingleItem().ChunkId.ShouldBe("fil_1.1.0");
        var failures = 0;
        _beforeCall = name =>
        {
            if (name == nameof(IKnowledgeStore.ReadFileChunksAsync) && failures++ == 0)
            {
                throw new StorageUnavailableException("The database restarts.");
            }
        };

        (await File("fil_1").ReprocessAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        await EndAsync("fil_1");

        failures.ShouldBe(1);
        (await SearchAsync("library")).ShouldHaveSingleItem().ChunkId.ShouldBe("fil_1.2.0");
    }

    [Fact]
    public async Task Search_FileIsReprocessedWhileItsVectorIsMade_KeepsItsHits()
    {
        await UploadAsync("fil_1", "The library opened in 1921.");
        await SearchAsync("library");
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _embedder.BeforeQuestion = () =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        var search = SearchAsync("When did the library open?");
        await asked.Task.WaitAsync(Deadline);

        (await File("fil_1").ReprocessAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        var end = EndAsync("fil_1");

        // The index shows the new passages, and goes on answering for a good while: enough to remove the old ones, if they were.
        for (var shown = 0; shown < 30 && !end.IsCompleted;)
        {
            var hits = (await Index.SearchAsync(Query("library") with { Mode = SearchMode.Keyword }, default)).Value!.Hits;
            shown += hits.ShouldHaveSingleItem().ChunkId == "fil_1.2.0" ? 1 : 0;
        }

        answer.SetResult();
        (await search).ShouldHaveSingleItem().Text.ShouldContain("1921");
        await end;
        (await SearchAsync("library")).ShouldHaveSingleItem().ChunkId.ShouldBe("fil_1.2.0");
    }

    [Fact]
    public async Task Search_IndexIsReadWhileAFileIsCancelled_HoldsNothingOfIt()
    {
        await UploadAsync("fil_1", "The library, the old library, opened in 1921.");
        await UploadAsync("fil_2", "Roses grow in the garden behind the library.");
        var stuck = StuckCall.From(3);
        _embedder.BeforeAnswer = stuck.BeforeAnswer;
        (await File("fil_1").ReprocessAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        await stuck.Reached.WaitAsync(Deadline);
        Task<ImmutableArray<SearchHit>>? first = null;
        _beforeCall = name =>
        {
            if (name == nameof(IKnowledgeStore.DeleteChunksAsync) && first is null)
            {
                first = Task.Run(() => SearchAsync("library"));
                first.Wait(Deadline).ShouldBeTrue();
            }
        };

        (await File("fil_1").CancelAsync(GrainHost.Alice)).Value!.Status.ShouldBe(FileStatus.Cancelled);

        await first!;
        var best = (await Index.SearchAsync(Query("library") with { TopK = 1 }, default)).Value!.Hits;
        best.ShouldHaveSingleItem().FileId.ShouldBe("fil_2");
    }

    private static void ThrowAt(string name, string method)
    {
        if (name == method)
        {
            throw new StorageUnavailableException("The database is gone.");
        }
    }

    private static KnowledgeQuery Query(string text) => new(text, 10, SearchMode.Hybrid, 0);

    private IKnowledgeFileGrain File(string id) => _host.Grains.GetGrain<IKnowledgeFileGrain>(id);

    private async Task<ImmutableArray<SearchHit>> SearchAsync(string text) => (await Index.SearchAsync(Query(text), default)).Value!.Hits;

    private Task UploadAsync(string id, string text) => _host.UploadFileAsync(AgentId, id, $"{id}.txt", text);

    private Task EndAsync(string id) => _host.ReadyFileAsync(id);
}
