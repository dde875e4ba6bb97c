using System.Text;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Tests.Rag.Chunking;

public sealed class ChunkerTests
{
    private static readonly ChunkingOptions Small = new() { MaxChars = 200, OverlapChars = 50 };

    [Fact]
    public void Chunk_ShortText_IsOneChunkWithoutOuterSpace()
    {
        var chunks = Cut("\n  Hello world.  \n", Small);

        chunks.ShouldHaveSingleItem().Text.ShouldBe("Hello world.");
        chunks[0].Start.ShouldBe(3);
        chunks[0].End.ShouldBe(15);
    }

    [Fact]
    public void Chunk_NothingVisible_GivesNoChunk() => Cut("  \n\n \t ", Small).ShouldBeEmpty();

    [Fact]
    public void Chunk_LongParagraph_OverlapsByAboutTheOption()
    {
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"This is sentence number {i} of the text."));

        var chunks = Cut(text, new ChunkingOptions { MaxChars = 400, OverlapChars = 100 });

        chunks.Count.ShouldBeGreaterThan(10);
        foreach (var (previous, next) in chunks.Zip(chunks.Skip(1)))
        {
            (previous.End - next.Start).ShouldBeInRange(50, 101);
            next.Text.ShouldStartWith("This is sentence");
        }
    }

    [Fact]
    public void Chunk_TextWithoutSpaces_StillOverlaps()
    {
        var chunks = Cut(new string('x', 1000), Small);

        chunks.Zip(chunks.Skip(1)).ShouldAllBe(pair => pair.First.End - pair.Second.Start == 50);
    }

    [Fact]
    public void Chunk_ShortPagesInOneChunk_KnowsWhereEachBegins()
    {
        List<string> texts = ["Welcome.", "Revenue grew.", "The board meets in October."];
        var slides = texts.SelectMany((text, i) => new[] { Block.Heading($"Slide {i + 1}", 1, i + 1), Block.Paragraph(text, i + 1) });

        var chunk = new Chunker(new ChunkingOptions()).Chunk(slides).ShouldHaveSingleItem();

        PlacesOf(chunk).Select(place => (place.Page, place.Heading)).ShouldBe([(1, "Slide 1"), (2, "Slide 2"), (3, "Slide 3")]);
        PlacesOf(chunk).ShouldAllBe(place => chunk.Text.Substring(place.Offset).StartsWith(place.Heading!, StringComparison.Ordinal));
    }

    [Fact]
    public void Chunk_TextWithoutAPage_HasNotThatOfWhatStandsBeforeIt()
    {
        Block[] blocks = [Block.Heading("a.pdf", 1), Block.Paragraph("Revenue grew.", 3), Block.Heading("b.md", 1), Block.Paragraph("The board meets in October.")];

        PlacesOf(new Chunker(new ChunkingOptions()).Chunk(blocks).ShouldHaveSingleItem()).Select(place => (place.Page, place.Heading))
            .ShouldBe([(null, "a.pdf"), (3, "a.pdf"), (null, "b.md")]);
    }

    [Fact]
    public void Chunk_TextRepeatedFromThePageBefore_KeepsItsPage()
    {
        var blocks = Enumerable.Range(1, 6).Select(page => Block.Paragraph($"{page} page: {Words(25)}", page));

        foreach (var chunk in new Chunker(new ChunkingOptions { MaxChars = 300, OverlapChars = 100 }).Chunk(blocks).Where(chunk => chunk.Places is not null))
        {
            PlacesOf(chunk)[0].Offset.ShouldBe(0);
            foreach (var place in PlacesOf(chunk).Skip(1))
            {
                chunk.Text[place.Offset..].ShouldStartWith($"{place.Page} page:");
            }
        }
    }

    [Fact]
    public void Chunk_OneSection_HasNoPlaces() => Cut("# Alpha\n\nText on kayaks.\n", Small).ShouldHaveSingleItem().Places.ShouldBeNull();

    [Fact]
    public void Chunk_Headings_GiveEachChunkItsPathAndStartNewChunks()
    {
        var markdown = $"# Guide\n\nIntro {Words(30)}.\n\n## Install\n\nFirst {Words(30)}.\n\n## Use\n\nThen {Words(30)}.\n";

        var chunks = Cut(markdown, Small);

        chunks.Single(chunk => chunk.Text.Contains("First ", StringComparison.Ordinal)).Heading.ShouldBe("Guide › Install");
        chunks.Single(chunk => chunk.Text.Contains("Then ", StringComparison.Ordinal)).Heading.ShouldBe("Guide › Use");
        chunks.ShouldContain(chunk => chunk.Text.StartsWith("## Use", StringComparison.Ordinal));
    }

    [Fact]
    public void Chunk_Pages_AreThoseOfTheChunksNewText()
    {
        var blocks = Enumerable.Range(1, 5).Select(page => Block.Paragraph($"Page {page}: {Words(25)}", page));

        var chunks = new Chunker(Small).Chunk(blocks).ToList();

        chunks.ShouldAllBe(chunk => chunk.Text.Contains($"Page {chunk.Page}", StringComparison.Ordinal));
        chunks.Select(chunk => chunk.Page).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Chunk_ChineseText_EndsAtFullStops()
    {
        var text = string.Concat(Enumerable.Repeat("今天天气很好，我们去公园散步。", 60));

        var chunks = Cut(text, Small);

        chunks.ShouldAllBe(chunk => chunk.Text.EndsWith('。'));
    }

    [Fact]
    public void Chunk_AbbreviationsAndInitials_DoNotEndSentences()
    {
        var sentence = "We met Dr. Smith and J. R. Jones at approx. noon, e.g. Monday. ";

        var chunks = Cut(string.Concat(Enumerable.Repeat(sentence, 20)), new ChunkingOptions { MaxChars = 200, OverlapChars = 0 });

        chunks.ShouldAllBe(chunk => chunk.Text.StartsWith("We met", StringComparison.Ordinal) && chunk.Text.EndsWith("Monday.", StringComparison.Ordinal));
    }

    [Fact]
    public void Chunk_TableRows_AreNotCutInside()
    {
        var rows = Enumerable.Range(0, 50).Select(i => Block.Row($"name: item {i}; price: {i}. Or more"));

        var chunks = new Chunker(Small).Chunk(rows).ToList();

        chunks.ShouldAllBe(chunk => chunk.Text.StartsWith("name:", StringComparison.Ordinal) && chunk.Text.EndsWith("more", StringComparison.Ordinal));
    }

    [Fact]
    public void Chunk_HugeBlankStretch_IsPassedInBoundedTime()
    {
        var blank = new string(' ', 8000);
        var blocks = Enumerable.Repeat(new Block(BlockKind.Paragraph, blank), 5000).Append(Block.Paragraph("End."));

        new Chunker(Small).Chunk(blocks).ShouldHaveSingleItem().Start.ShouldBe(40_000_000);
    }

    [Fact]
    public void Chunk_HundredMegabyteStream_IsLazy()
    {
        var served = 0;
        IEnumerable<Block> Endless()
        {
            while (true)
            {
                served++;
                yield return Block.Paragraph(Words(200));
            }
        }

        new Chunker(new ChunkingOptions()).Chunk(Endless()).Take(100).Count().ShouldBe(100);
        served.ShouldBeLessThan(250);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(1000, -1)]
    [InlineData(1000, 501)]
    public void Chunker_SenselessOptions_AreRefusedByName(int max, int overlap) =>
        Should.Throw<ArgumentException>(() => new Chunker(new ChunkingOptions { MaxChars = max, OverlapChars = overlap }))
            .Message.ShouldContain("Chunking:");

    [Fact]
    public void IndexPrefix_JoinsTitleAndHeading()
    {
        TextChunk.IndexPrefix("Manual", "Install › Linux").ShouldBe("Manual › Install › Linux");
        TextChunk.IndexPrefix("Manual", null).ShouldBe("Manual");
        TextChunk.IndexPrefix("Manual", "Manual › Linux").ShouldBe("Manual › Linux");
    }

    private static IReadOnlyList<ChunkPlace> PlacesOf(TextChunk chunk) => ChunkPlaces.Decode(chunk.Places);

    private static List<TextChunk> Cut(string markdown, ChunkingOptions options) =>
        [.. new Chunker(options).Chunk(MarkdownExtractor.Blocks(new StringReader(markdown)))];

    private static string Words(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append("word ");
        }

        return text.ToString().TrimEnd();
    }
}
