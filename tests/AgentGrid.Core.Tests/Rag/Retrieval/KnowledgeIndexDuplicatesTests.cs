using AgentGrid.Agents;
using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class KnowledgeIndexDuplicatesTests : KnowledgeIndexFacts
{
    [Fact]
    public async Task Search_SameTextTwice_IsShownOnce()
    {
        await AddAsync("a", null, Library[0], Library[1]);
        await AddAsync("b", null, Library[0], Library[2]);

        var hits = (await Index.SearchAsync(new KnowledgeSearch("When did the library open?", 5))).Hits;

        hits.Count(hit => hit.Ordinal == 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Search_TheSameFileAgain_IsAsSureAsOnce(int copies)
    {
        const string Question = "How hot is the kiln?";
        for (var i = 0; i < copies; i++)
        {
            await AddAsync($"k{i}", $"k{i}", $"{Kiln} \n");
        }

        var again = await Index.SearchAsync(new KnowledgeSearch(Question, 5));

        again.Hits.Count.ShouldBe(1);
        again.IsOffTopic.ShouldBeFalse();
        (await Index.SearchAsync(new KnowledgeSearch(Question, 5, SearchMode.Keyword))).Confidence.ShouldBe(
            (await OnceAsync(Question)).Confidence, 0.05);
    }

    [Theory]
    [InlineData("How hot is the kiln?")]
    [InlineData("How many degrees does the kiln fire at?")]
    public async Task Search_ManyVersionsOfADocument_FindsThem(string question)
    {
        for (var i = 0; i < 5; i++)
        {
            await AddAsync($"k{i}", $"k{i}", $"{Kiln}\n\nRevision {i}.");
        }

        (await Index.SearchAsync(new KnowledgeSearch(question, 5, MinScore: 0.15))).Hits.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Search_LookAlikesThatTheQuestionTellsApart_AreBothShown()
    {
        for (var year = 2015; year < 2019; year++)
        {
            await AddAsync($"report{year}", null, string.Concat(Enumerable.Repeat("The annual report lists revenue and costs of the company. ", 8)) + $"Year {year}.");
        }

        var hits = (await Index.SearchAsync(new KnowledgeSearch("revenue in the annual report of 2017", 4))).Hits;

        hits[0].FileId.ShouldBe("report2017");
        hits.Count.ShouldBeGreaterThan(1);
    }

    private const string Kiln = "The kiln fires at 1200 degrees for nine hours. It must cool for a day. The workshop opens at eight. A course costs ninety euros.";

    private async Task<KnowledgeMatches> OnceAsync(string question)
    {
        using var index = KnowledgeIndex.For(Embedder);
        await index.AddFileAsync("k0", Chunks(Kiln).Select(chunk => chunk with { Prefix = "k0" }));
        return await index.SearchAsync(new KnowledgeSearch(question, 5, SearchMode.Keyword));
    }
}
