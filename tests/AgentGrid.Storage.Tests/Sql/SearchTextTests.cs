using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Tests.Sql;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Crème brûlée, twice: CRÈME!", "creme|brulee|twice")]
    [InlineData("", "")]
    [InlineData(" \0 ?! ", "")]
    [InlineData("日本語 text", "日本|本語|語|text")]
    [InlineData("猫", "猫")]
    [InlineData("ab猫cd", "ab|猫|cd")]
    [InlineData("x1_y2-z3", "x1|y2|z3")]
    [InlineData("Straße ﬁne", "straße|fine")]
    [InlineData("a\uD83D b", "a|b")]
    public void Words_Text_AreFoldedAndDistinct(string text, string words) =>
        string.Join('|', SearchText.Words(text)).ShouldBe(words);

    [Theory]
    [InlineData("日本", "日本")]
    [InlineData("日本語", "日本|本語")]
    [InlineData(null, "")]
    public void Query_Text_AsksForPairsOnly(string? text, string words) =>
        string.Join('|', SearchText.Query(text).Words).ShouldBe(words);

    [Theory]
    [InlineData("c", true)]
    [InlineData("plain c ", true)]
    [InlineData("\u0928\u0940", true)]
    [InlineData("c++", false)]
    [InlineData("\"whole\"", false)]
    [InlineData("学。", true)]
    public void Query_Text_EndsInABeginningUnlessASignEndsIt(string text, bool beginning) =>
        SearchText.Query(text).LastIsBeginning.ShouldBe(beginning);

    [Theory]
    [InlineData("😀%_", true)]
    [InlineData("  ", false)]
    [InlineData(null, false)]
    [InlineData("a", false)]
    public void Query_SignsOnly_FindsNothing(string? text, bool nothing) => SearchText.Query(text).FindsNothing.ShouldBe(nothing);

    [Fact]
    public void Words_HugeText_IsBounded()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1_000_000));
        SearchText.Words(text).Length.ShouldBeLessThan(33_000);
        SearchText.Words(new string('x', 100_000)).Single().Length.ShouldBe(64);
        SearchText.Query(text).Words.Length.ShouldBeLessThanOrEqualTo(32);
    }
}
