using System.Collections.Immutable;
using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

public sealed class SourceWindowTests
{
    private const int Plenty = 100_000;

    [Fact]
    public void Widen_TextAroundOfTheSameSection_IsShownOnceAroundWhatWasFound()
    {
        // Each repeats five characters of the one before.
        var file = File("a", ("One. two.", "S", 0), ("two. three.", "S", 5), ("three. four.", "S", 10));

        var sources = SourceWindow.Widen([Cite(1, file[1])], file, Plenty, TokenFamily.Other);

        sources.ShouldHaveSingleItem().Text.ShouldBe("One. two. three. four.");
        sources[0].Citation.Text.ShouldBe("two. three.");
    }

    [Fact]
    public void Widen_NextChunkHasAnotherHeading_StopsThere()
    {
        var file = File("a", ("One.", "Other", 0), ("Two.", "S", 5), ("Three.", "S", 10), ("Four.", null, 20));

        SourceWindow.Widen([Cite(1, file[1])], file, Plenty, TokenFamily.Other).ShouldHaveSingleItem().Text.ShouldBe("Two.\nThree.");
    }

    [Fact]
    public void Widen_SourcesThatComeToTouch_StandInTheOrderOfTheDocumentUnderTheirOwnNumbers()
    {
        var file = File("a", ("One.", "S", 0), ("Two.", "S", 5), ("Three.", "S", 10), ("Four.", "S", 20), ("Five.", "S", 30));
        var other = File("b", ("Else.", null, 0));

        var sources = SourceWindow.Widen(
            [Cite(1, file[3]), Cite(2, other[0]), Cite(3, file[1])], [.. file, .. other], Plenty, TokenFamily.Other);

        sources.Select(source => (source.Citation.N, source.Text)).ShouldBe(
            [(3, "One.\nTwo."), (1, "Three.\nFour.\nFive."), (2, "Else.")]);
    }

    [Fact]
    public void Widen_AdjoiningHits_ShareWhatTheyOverlap()
    {
        var file = File("a", ("One. two.", "S", 0), ("two. three.", "S", 5));

        SourceWindow.Widen([Cite(1, file[1]), Cite(2, file[0])], file, Plenty, TokenFamily.Other)
            .Select(source => (source.Citation.N, source.Text)).ShouldBe([(2, "One. two."), (1, " three.")]);
    }

    [Fact]
    public void Widen_BudgetSpent_KeepsWhatWasFoundAndGivesTheBestFirst()
    {
        var word = string.Concat(Enumerable.Repeat("word ", 100)).Trim();
        var (a, b) = (File("a", (word, "S", 0), (word, "S", 1_000)), File("b", (word, "S", 0), (word, "S", 1_000)));
        var cost = TokenEstimator.Count(word);

        SourceWindow.Widen([Cite(1, a[0]), Cite(2, b[0])], [.. a, .. b], 3 * cost, TokenFamily.Other)
            .Select(source => source.Text.Length).ShouldBe([(2 * word.Length) + 1, word.Length]);
        SourceWindow.Widen([Cite(1, a[0]), Cite(2, b[0])], [.. a, .. b], 0, TokenFamily.Other)
            .Select(source => source.Text).ShouldBe([word, word]);
    }

    [Fact]
    public void Widen_SourceFarBelowTheBest_StaysAsItIs()
    {
        var (a, b) = (File("a", ("One.", "S", 0), ("Two.", "S", 5)), File("b", ("Three.", "S", 0), ("Four.", "S", 10)));

        SourceWindow.Widen([Cite(1, a[0]), Cite(2, b[0]) with { Score = 0.3 }], [.. a, .. b], Plenty, TokenFamily.Other)
            .Select(source => source.Text).ShouldBe(["One.\nTwo.", "Three."]);
    }

    [Fact]
    public void Widen_NothingAround_ShowsWhatWasFound()
    {
        var file = File("a", ("One.", null, 0));

        SourceWindow.Widen([Cite(1, file[0])], [], Plenty, TokenFamily.Other).ShouldHaveSingleItem().Text.ShouldBe("One.");
        SourceWindow.Widen([], [], Plenty, TokenFamily.Other).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Widen_RealChunks_NoTextTwiceAndEverySourceOnce(int seed)
    {
        var random = new Random(seed);
        var text = string.Concat(Enumerable.Range(0, 600).Select(i => $"Sentence {i} ends{(random.Next(9) == 0 ? ".\n\n" : ". ")}"));
        var blocks = text.Split("\n\n").Select(part => new Block(BlockKind.Paragraph, part + "\n\n"));
        var file = new Chunker(new ChunkingOptions { MaxChars = 300, OverlapChars = 60 }).Chunk(blocks)
            .Select(chunk => new FilePassage("a", new KnowledgeChunk($"a.1.{chunk.Ordinal}", chunk.Ordinal, chunk.Text, null, null, chunk.Start, chunk.End)))
            .ToImmutableArray();
        ImmutableArray<Citation> citations = [.. file.OrderBy(_ => random.Next()).Take(12).Select((passage, i) => Cite(i + 1, passage))];

        var sources = SourceWindow.Widen(citations, file, Plenty, TokenFamily.Other);

        sources.Select(source => source.Citation.N).Order().ShouldBe(Enumerable.Range(1, 12));
        var shown = string.Join('\n', sources.Select(source => source.Text));
        foreach (var i in Enumerable.Range(0, 600))
        {
            shown.Split($"Sentence {i} ends").Length.ShouldBeLessThanOrEqualTo(2, $"sentence {i} is shown twice");
        }

        foreach (var citation in citations)
        {
            // What a source found is in the prompt, whole, though its beginning may stand at the end of the source before.
            Squeezed(shown).ShouldContain(Squeezed(citation.Text));
        }
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static ImmutableArray<FilePassage> File(string id, params (string Text, string? Heading, int Start)[] chunks) =>
    [
        .. chunks.Select((chunk, i) => new FilePassage(id, new KnowledgeChunk(
            $"{id}.1.{i}", i, chunk.Text, chunk.Heading, null, chunk.Start, chunk.Start + chunk.Text.Length))),
    ];

    private static Citation Cite(int number, FilePassage passage) =>
        new(number, passage.Chunk.Id, passage.FileId, $"{passage.FileId}.md", null, passage.Chunk.Heading, 0.9, passage.Chunk.Text);
}
