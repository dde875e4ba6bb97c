using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Knowledge;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Files through the real ingestion and store, searched through the index grain.</summary>
public sealed class KnowledgeIndexGrainTests : IAsyncLifetime, IDisposable
{
    private const string AgentId = "agt_1";
    private readonly TempFolder _folder = new();
    private GrainHost _host = null!;

    private IKnowledgeIndexGrain Index => _host.Grains.GetGrain<IKnowledgeIndexGrain>(AgentId);

    public async Task InitializeAsync()
    {
        _host = await GrainHost.StartAsync(_folder);
        await _host.MakeAgentAsync(id: AgentId);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_AgentWithoutFiles_FindsNothing() =>
        (await SearchAsync("anything")).ShouldBeEmpty();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Search_FileThatIsReady_FindsItsPassage(bool indexIsAwake)
    {
        if (indexIsAwake)
        {
            await SearchAsync("wake up");
        }

        await UploadAsync("fil_1", "library.txt", "The library opened in 1921.\n\nVisitors may borrow twelve books for 28 days.\n");
        await UploadAsync("fil_2", "garden.txt", "The garden grows roses and three old apple trees.\n");

        var hit = (await SearchAsync("When did the library open?"))[0];

        hit.FileId.ShouldBe("fil_1");
        hit.FileName.ShouldBe("library.txt");
        hit.Text.ShouldContain("The library opened in 1921.");
        hit.ChunkId.ShouldBe("fil_1.1.0");
        hit.KeywordRank.ShouldBe(1);
        hit.VectorRank.ShouldBe(1);
        hit.Score.ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public async Task Search_QuestionAboutSomethingElse_IsCutByMinScore()
    {
        await UploadAsync("fil_1", "library.txt", "The library opened in 1921.");

        (await SearchAsync("Which recipe needs cardamom and saffron?", minScore: 0.3)).ShouldBeEmpty();
        (await SearchAsync("When did the library open?", minScore: 0.3)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("What text is on kayaks?", "Alpha")]
    [InlineData("At how many volts does the beta pump run?", "Beta")]
    [InlineData("What is the bulb made of?", "Gamma")]
    public async Task Search_ShortSectionsInOneChunk_SaysTheHeadingOfTheSentence(string question, string heading)
    {
        await UploadAsync(
            "fil_1", "sib.md", "# Alpha\n\nAlpha text on kayaks.\n\n# Beta\n\nThe beta pump runs at forty volts.\n\n# Gamma\n\nA bulb is made of glass.\n");

        (await SearchAsync(question)).ShouldHaveSingleItem().Heading.ShouldBe(heading);
    }

    [Fact]
    public async Task Search_LongMail_FindsWhatItAsksFor()
    {
        await UploadAsync("fil_1", "beds.md", "# Beds\n\nThe warranty for beds lasts nine years and covers the frame.\n");
        await UploadAsync("fil_2", "sofas.md", "# Sofas\n\nThe warranty for sofas lasts five years and covers the fabric.\n");
        const string Mail =
            "Yesterday evening one of the slats cracked with a loud noise while our children were jumping around on it, and now we are not "
            + "sure whether we have to pay for the repair ourselves. Could you tell us how long the warranty for beds lasts? Kind regards, Tom";
        var query = new KnowledgeQuery(Mail, 5, SearchMode.Hybrid, 0.15);

        (await Index.SearchAsync(query, default)).Value!.Hits.ShouldBeEmpty();
        var found = (await Index.SearchAsync(query with { IsMessage = true }, default)).Value!;

        found.Hits[0].FileName.ShouldBe("beds.md");
        found.Confidence.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public async Task Search_AfterDeletion_FindsNothingOfTheFile()
    {
        await UploadAsync("fil_1", "library.txt", "The library opened in 1921.");
        (await SearchAsync("library")).ShouldNotBeEmpty();

        (await File("fil_1").DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();

        (await SearchAsync("library")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_AfterReprocessing_ShowsTheNewChunks()
    {
        await UploadAsync("fil_1", "library.txt", "The library opened in 1921.");
        (await SearchAsync("library"))[0].ChunkId.ShouldBe("fil_1.1.0");

        (await File("fil_1").ReprocessAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        await EndAsync("fil_1");

        (await SearchAsync("library")).ShouldHaveSingleItem().ChunkId.ShouldBe("fil_1.2.0");
    }

    [Fact]
    public async Task Search_OtherAgentsFiles_AreNotSeen()
    {
        await UploadAsync("fil_1", "library.txt", "The library opened in 1921.");

        var other = _host.Grains.GetGrain<IKnowledgeIndexGrain>("agt_2");
        await other.AddFileAsync("fil_1");
        (await other.SearchAsync(Query("library"), default)).Value!.Hits.ShouldBeEmpty();
        await other.AddFileAsync("fil_1");
        (await other.SearchAsync(Query("library"), default)).Value!.Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_WhileManyFilesAreAdded_AlwaysAnswersAndFindsAllInTheEnd()
    {
        const int files = 25;
        await SearchAsync("wake up");
        var uploads = Task.WhenAll(Enumerable.Range(0, files).Select(i =>
            UploadAsync($"fil_{i}", $"note{i}.txt", $"Shelf number{i} holds topic{i}.\n\n" + string.Join("\n\n", Enumerable.Repeat($"More about topic{i} here.", 40)))));

        while (!uploads.IsCompleted)
        {
            (await SearchAsync("shelf")).Select(hit => hit.Score).ShouldBeInOrder(SortDirection.Descending);
        }

        await uploads;
        for (var i = 0; i < files; i++)
        {
            (await SearchAsync($"Which shelf holds topic{i}?"))[0].FileId.ShouldBe($"fil_{i}");
        }
    }

    private static KnowledgeQuery Query(string text, double minScore = 0) => new(text, 10, SearchMode.Hybrid, minScore);

    private IKnowledgeFileGrain File(string id) => _host.Grains.GetGrain<IKnowledgeFileGrain>(id);

    private async Task<ImmutableArray<SearchHit>> SearchAsync(string text, double minScore = 0) =>
        (await Index.SearchAsync(Query(text, minScore), default)).Value!.Hits;

    private Task UploadAsync(string id, string name, string text) => _host.UploadFileAsync(AgentId, id, name, text);

    private Task EndAsync(string id) => _host.ReadyFileAsync(id);
}
