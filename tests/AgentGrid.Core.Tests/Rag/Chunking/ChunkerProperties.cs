using System.Security.Cryptography;
using System.Text;
using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using FsCheck;
using FsCheck.Fluent;

namespace AgentGrid.Core.Tests.Rag.Chunking;

/// <summary>What holds for chunks of any document whatever.</summary>
public sealed class ChunkerProperties
{
    private static readonly string[] Pieces =
    [
        "word ", "longerword", " ", "\n", "\n\n", ". ", "! ", "。", "漢字", "ไทย", "😀", "👩‍👩‍👧", "e\u0301", "\t", "|", "\r\n", "3.14 ", "x", "     ", "-",
        "Sentence one. Sentence two. ", "\u00A0", "…", "\"quoted.\" ",
    ];

    private static readonly Gen<string> Texts =
        from count in Gen.Choose(0, 120)
        from pieces in Gen.ArrayOf(Gen.Elements(Pieces), count)
        select string.Concat(pieces);

    private static readonly Gen<Block> AnyBlock =
        from kind in Gen.Elements(Enum.GetValues<BlockKind>())
        from text in Texts
        from level in Gen.Choose(1, 6)
        from page in Gen.Choose(0, 9)
        from continues in Gen.Elements(true, false)
        select new Block(kind, text) { Level = level, Title = kind == BlockKind.Heading ? text.Trim() : "", Page = page == 0 ? null : page, Continues = continues };

    private static readonly Gen<(List<Block> Blocks, ChunkingOptions Options)> Cases =
        from count in Gen.Choose(0, 30)
        from blocks in Gen.ArrayOf(AnyBlock, count)
        from max in Gen.Choose(64, 400)
        from overlap in Gen.Choose(0, max / 2)
        select (blocks.ToList(), new ChunkingOptions { MaxChars = max, OverlapChars = overlap });

    [Fact]
    public void Chunks_OfAnyBlocks_CoverAllVisibleText() => ForAll((text, chunks, _) =>
    {
        var covered = new bool[text.Length];
        foreach (var chunk in chunks)
        {
            covered.AsSpan(chunk.Start..chunk.End).Fill(true);
        }

        return !text.Where((c, i) => !char.IsWhiteSpace(c) && !covered[i]).Any();
    });

    [Fact]
    public void Chunks_OfAnyBlocks_HaveExactOffsets() => ForAll((text, chunks, _) => chunks.All(chunk => text[chunk.Start..chunk.End] == chunk.Text));

    [Fact]
    public void Chunks_OfAnyBlocks_StayWithinTheBudget() =>
        ForAll((_, chunks, options) => chunks.All(chunk => chunk.Text.Length > 0 && chunk.Text.Length <= options.MaxChars));

    [Fact]
    public void Chunks_OfAnyBlocks_SplitNoSurrogatePair() =>
        ForAll((_, chunks, _) => chunks.All(chunk => !char.IsLowSurrogate(chunk.Text[0]) && !char.IsHighSurrogate(chunk.Text[^1])));

    [Fact]
    public void Chunks_OfAnyBlocks_AreNumberedInOrderAndMoveOn() =>
        ForAll((_, chunks, _) => chunks.Select((chunk, i) => chunk.Ordinal == i
            && (i == 0 || (chunk.Start > chunks[i - 1].Start && chunk.End > chunks[i - 1].End))).All(ok => ok));

    [Fact]
    public void Chunks_OfAnyBlocks_OverlapAtMostAsAsked() =>
        ForAll((_, chunks, options) => chunks.Zip(chunks.Skip(1)).All(pair => pair.First.End - pair.Second.Start <= options.OverlapChars + 64));

    [Fact]
    public void Chunks_OfAnyBlocks_CarryTheHashOfTheirText() =>
        ForAll((_, chunks, _) => chunks.All(chunk => chunk.ContentHash == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chunk.Text)))));

    [Fact]
    public void Chunks_OfTheSameBlocks_AreTheSame() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Cases.ToArbitrary(), test =>
            new Chunker(test.Options).Chunk(test.Blocks).SequenceEqual(new Chunker(test.Options).Chunk(test.Blocks))));

    private static void ForAll(Func<string, List<TextChunk>, ChunkingOptions, bool> holds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Cases.ToArbitrary(), test =>
        {
            var text = string.Concat(test.Blocks.Select(block => block.Text));
            return holds(text, [.. new Chunker(test.Options).Chunk(test.Blocks)], test.Options);
        }));
}
