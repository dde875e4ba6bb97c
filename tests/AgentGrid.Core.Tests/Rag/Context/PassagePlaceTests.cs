using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Knowledge;

namespace AgentGrid.Core.Tests.Rag.Context;

public sealed class PassagePlaceTests
{
    [Theory]
    [InlineData("When does the board meet?", 4, "Slide 4")]
    [InlineData("How many people are in the team?", 3, "Slide 3")]
    [InlineData("What grew to four million?", 2, "Slide 2")]
    [InlineData("What is on slide 2?", 2, "Slide 2")]
    [InlineData("Who won the chess olympiad?", 1, "Slide 1")]
    [InlineData(" ", 1, "Slide 1")]
    public void Of_QuestionToSeveralSlides_IsTheOneThatAnswersIt(string question, int page, string heading) =>
        PassagePlace.Of(question, Slides(), "deck.pptx").ShouldBe((page, heading));

    [Fact]
    public void Of_PassageStoredBeforePlacesWere_IsWhereItBegins() =>
        PassagePlace.Of("When does the board meet?", Slides() with { Places = null }, "deck.pptx").ShouldBe((1, "Slide 1"));

    [Fact]
    public void Of_PlacesThatDoNotFitTheText_IsWhereItBegins() =>
        PassagePlace.Of("When does the board meet?", Slides() with { Places = "[[0,5,0,\"x\"],[900000,6,0,\"y\"]]" }, "deck.pptx").ShouldBe((1, "Slide 1"));

    private static FilePassage Slides()
    {
        List<string> texts =
        [
            "Welcome to the lamp factory.", "Our revenue grew to four million euros.", "The team has ninety people.",
            "The board meets on the third of October.",
        ];
        var blocks = texts.SelectMany((text, i) => new[] { Block.Heading($"Slide {i + 1}", 1, i + 1), Block.Paragraph(text, i + 1) });
        var chunk = new Chunker(new ChunkingOptions()).Chunk(blocks).Single();
        return new FilePassage(
            "fil_1",
            new KnowledgeChunk("fil_1.1.0", 0, chunk.Text, chunk.Heading, chunk.Page, chunk.Start, chunk.End),
            chunk.Places);
    }
}
