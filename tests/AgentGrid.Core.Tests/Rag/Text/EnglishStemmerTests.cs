using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Tests.Rag.Text;

public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("consigned", "consign")]
    [InlineData("consignment", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("consolatory", "consolatori")]
    [InlineData("knackeries", "knackeri")]
    [InlineData("knaves", "knave")]
    [InlineData("knavish", "knavish")]
    [InlineData("kneaded", "knead")]
    [InlineData("caresses", "caress")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("falling", "fall")]
    [InlineData("luxuriating", "luxuri")]
    [InlineData("by", "by")]
    [InlineData("say", "say")]
    [InlineData("relational", "relat")]
    [InlineData("generously", "generous")]
    [InlineData("hopefulness", "hope")]
    [InlineData("skies", "sky")]
    [InlineData("dying", "die")]
    [InlineData("proceeding", "proceed")]
    [InlineData("yellowly", "yellowli")]
    public void Stem_KnownWord_GivesPublishedStem(string word, string stem)
    {
        var buffer = new char[word.Length + 4];
        word.CopyTo(buffer);

        var length = EnglishStemmer.Stem(buffer, word.Length);

        new string(buffer, 0, length).ShouldBe(stem);
    }
}
