using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

public sealed class CitedPlaceTests
{
    private const string Revenue = "Our revenue grew to four million euros.";
    private const string Board = "The board meets on the third of October.";

    [Theory]
    [InlineData("Revenue grew to four million euros [1], and the board meets in October [1].", 2)]
    [InlineData("Revenue was four million euros [2]. The board meets on the third of October [1].", 4)]
    [InlineData("The board meets on the third of October.\n[1]", 4)]
    [InlineData("The board meets on the third of October.\n\n[2] [1]", 4)]
    public void Of_MarkAfterAClaim_IsWhereThatStands(string answer, int page) => PageOf(answer).ShouldBe(page);

    [Theory]
    [InlineData("Revenue grew to four million euros.\n[1] says that the board meets on the third of October.", 4)]
    [InlineData("Revenue grew to four million euros.\n- [1] The board meets on the third of October.\n- Revenue grew.", 4)]
    [InlineData("Revenue grew to four million euros.\n2. [2][1]: the board meets on the third of October. Revenue grew.", 4)]
    [InlineData("[1] says that the board meets on the third of October.", 4)]
    public void Of_MarkThatOpensALine_IsWhereTheClaimAfterItStands(string answer, int page) => PageOf(answer).ShouldBe(page);

    [Theory]
    [InlineData("No mark at all.")]
    [InlineData("[1]")]
    [InlineData("Who won the chess olympiad? [1]")]
    public void Of_NothingThatTellsThePlace_IsAsItWas(string answer) => PageOf(answer).ShouldBe(1);

    private static int? PageOf(string answer)
    {
        const string Text = $"{Revenue}\n{Board}";
        var places = ChunkPlaces.Encode([new ChunkPlace(0, 2, "Revenue"), new ChunkPlace(Revenue.Length + 1, 4, "Board")]);
        var passage = new FilePassage("fil_1", new KnowledgeChunk("fil_1.1.0", 0, Text, "Revenue", 2, 0, Text.Length), places);
        var citation = new Citation(1, passage.Chunk.Id, passage.FileId, "deck.pptx", 1, "Revenue", 0.9, Text);
        return CitedPlace.Of(citation, answer, [passage]).Page;
    }
}
