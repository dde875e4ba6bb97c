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
        string.Join(' ', new WordPieceTokenizer(Vocabulary, new BertOptions()).Encode(text).Select(id => Vocabulary[id])).ShouldBe(pieces);

    [Fact]
    public void Encode_LongerThanTheModel_IsCutOffBeforeTheEndToken()
    {
        var tokenizer = new WordPieceTokenizer(Vocabulary, new BertOptions(MaxTokens: 6));

        foreach (var words in Enumerable.Range(0, 20))
        {
            var ids = tokenizer.Encode(string.Join(' ', Enumerable.Repeat("wanted", words)));
            ids.Length.ShouldBe(Math.Min(6, 2 + (2 * words)));
            (Vocabulary[ids[0]], Vocabulary[ids[^1]]).ShouldBe(("[CLS]", "[SEP]"));
        }
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    [InlineData(1_000_000, true)]
    public void Encode_EndlessWord_IsUnknownAtOnce(int length, bool unknown)
    {
        var tokenizer = new WordPieceTokenizer([.. Vocabulary, "a", "##a"], new BertOptions());

        (tokenizer.Encode(new string('a', length))[1] == 1).ShouldBe(unknown);
    }

    [Fact]
    public void Constructor_VocabularyWithoutASpecialToken_SaysWhich() =>
        Should.Throw<FormatException>(() => new WordPieceTokenizer(["[PAD]", "[UNK]", "[CLS]"], new BertOptions())).Message.ShouldContain("[SEP]");
}
