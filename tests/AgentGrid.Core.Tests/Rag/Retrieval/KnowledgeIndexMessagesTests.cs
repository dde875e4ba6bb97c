using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class KnowledgeIndexMessagesTests : KnowledgeIndexFacts
{
    [Theory]
    [InlineData("I bought a shelf in Hamburg last spring. The paint came off by itself. What is the fine for late books? Regards, Tom", "library")]
    [InlineData("My neighbour borrowed my ladder yesterday; what does the option maxRetryCount limit?", "parts")]
    [InlineData("我上周搬到了这个城市，想问一下，借书证的费用是多少呢？", "zh")]
    public async Task Search_MessageThatAsksInOnePart_FindsThat(string message, string file)
    {
        await FillAsync();

        var matches = await Index.SearchAsync(new KnowledgeSearch(message, 3, MinScore: KnowledgeMatches.OffTopic) { IsMessage = true });

        matches.Hits.ShouldNotBeEmpty();
        matches.Hits[0].FileId.ShouldBe(file);
    }

    [Fact]
    public async Task Search_MessageAboutSomethingElse_StaysOffTopic()
    {
        await FillAsync();

        (await Index.SearchAsync(new KnowledgeSearch("I like your shop. Which recipe needs cardamom? Thanks, Tom", 3) { IsMessage = true }))
            .IsOffTopic.ShouldBeTrue();
    }
}
