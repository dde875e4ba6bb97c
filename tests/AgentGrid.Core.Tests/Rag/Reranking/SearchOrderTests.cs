using AgentGrid.Core.Rag.Reranking;

namespace AgentGrid.Core.Tests.Rag.Reranking;

public sealed class SearchOrderTests : RerankerConformance
{
    protected override IReranker Create() => new SearchOrder();

    [Fact]
    public async Task Rank_LeavesTheOrder() => (await RankAsync(Create(), Passages(4))).ShouldBe([0, 1, 2, 3]);
}
