using AgentGrid.Core.Rag.Embeddings.Onnx;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

public sealed class WordPieceTokenizerTests
{
    private static readonly string[] Vocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn", "##ing", ",", "low", "lowest", "##est", "[", "]", "cls"];

    [Theory]
    [InlineData("", "[CLS] [SEP]")]
    [InlineData("UNwanted, running", "[CLS] un ##want ##ed , runn ##ing [SEP]")]
    [InlineData("unwantedX running", "[CLS] [UNK] runn ##ing [SEP]")]
    [InlineData("lowest", "[CLS] lowest [SEP]")]
    [InlineData("[CLS]", "[CLS] [ cls ] [SEP]")]
    public void Encode_Words_AreCutIntoTheLongestPieces(string text, string pieces) =>
        Pieces(new WordPieceTokenizer(Vocabulary, new BertOptions()).Encode("", text).ShouldHaveSingleItem()).ShouldBe(pieces);

    [Theory]
    [InlineData(0, new[] { 2 })]
    [InlineData(2, new[] { 6 })]
    [InlineData(3, new[] { 5, 5 })]
    [InlineData(4, new[] { 6, 6 })]
    [InlineData(5, new[] { 6, 5, 5 })]
    public void Encode_LongerThanTheModel_GivesWindowsOfLikeLength(int words, int[] lengths)
    {
        var windows = new WordPieceTokenizer(Vocabulary, new BertOptions(MaxTokens: 6)).Encode("", string.Join(' ', Enumerable.Repeat("wanted", words)));

        windows.Select(window => window.Length).ShouldBe(lengths);
        windows.Select(Pieces).ShouldAllBe(pieces => pieces.StartsWith("[CLS]") && pieces.EndsWith("[SEP]"));
        windows.SelectMany(window => window[1..^1]).Select(id => Vocabulary[id]).ShouldBe(Enumerable.Repeat<string[]>(["want", "##ed"], words).SelectMany(word => word));
    }

    [Fact]
    public void Encode_LongerThanTheModelWithAPrefix_RepeatsItInEachWindow() =>
        new WordPieceTokenizer(Vocabulary, new BertOptions(MaxTokens: 6)).Encode("un, ", "low low low").Select(Pieces).ShouldBe(["[CLS] un , low low [SEP]", "[CLS] un , low [SEP]"]);

    [Fact]
    public void Encode_PrefixLongerThanTheModel_LeavesRoomForTheText() =>
        new WordPieceTokenizer(Vocabulary, new BertOptions(MaxTokens: 4)).Encode("un un un un", "low lowest").Select(Pieces).ShouldBe(["[CLS] un low [SEP]", "[CLS] un lowest [SEP]"]);

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    [InlineData(1_000_000, true)]
    public void Encode_EndlessWord_IsUnknownAtOnce(int length, bool unknown)
    {
        var tokenizer = new WordPieceTokenizer([.. Vocabulary, "a", "##a"], new BertOptions());

        (tokenizer.Encode("", new string('a', length))[0][1] == 1).ShouldBe(unknown);
    }

    [Fact]
    public void Constructor_VocabularyWithoutASpecialToken_SaysWhich() =>
        Should.Throw<FormatException>(() => new WordPieceTokenizer(["[PAD]", "[UNK]", "[CLS]"], new BertOptions())).Message.ShouldContain("[SEP]");

    private static string Pieces(int[] window) => string.Join(' ', window.Select(id => Vocabulary[id]));
}
