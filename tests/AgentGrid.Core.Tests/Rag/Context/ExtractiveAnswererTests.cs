using AgentGrid.Core.Rag.Context;

namespace AgentGrid.Core.Tests.Rag.Context;

public sealed class ExtractiveAnswererTests
{
    private static readonly SourcePassage[] Passages =
    [
        new(1, "The library opened in 1921. Its reading room holds 240 seats. Dr. Maria Lindqvist was the first director."),
        new(2, "Visitors may borrow up to twelve books for 28 days. A fine of 0.20 euros is charged for each day a book is late."),
        new(3, "图书馆位于中央广场。图书馆每天早上九点开放。借书证的费用是五元。"),
    ];

    [Theory]
    [InlineData("When did the library open?", "The library opened in 1921. [1]")]
    [InlineData("How many seats does the reading room have?", "Its reading room holds 240 seats. [1]")]
    [InlineData("Who was the first director?", "Dr. Maria Lindqvist was the first director. [1]")]
    [InlineData("What is the fine for a late book?", "A fine of 0.20 euros is charged for each day a book is late. [2]")]
    [InlineData("借书证的费用是多少？", "借书证的费用是五元。 [3]")]
    public void Answer_QuestionWithAnswer_QuotesItsSentence(string question, string expected)
    {
        var answer = ExtractiveAnswerer.Answer(question, Passages);

        answer.ShouldNotBeNull();
        answer.Text.ShouldContain(expected);
        answer.Confidence.ShouldBeInRange(0.3, 1);
    }

    [Fact]
    public void Answer_OnlyOneSentence_IsQuotedForAQuestionInOtherWords()
    {
        SourcePassage[] passages = [new(1, "Guided tours start at eleven and last ninety minutes.")];

        ExtractiveAnswerer.Answer("How long are the tours?", passages).ShouldNotBeNull();
        ExtractiveAnswerer.Answer("What does the museum charge?", passages).ShouldBeNull();
    }

    [Theory]
    [InlineData("What is the boiling point of mercury?")]
    [InlineData("如何烹饪红烧肉？")]
    [InlineData("   ")]
    public void Answer_QuestionAboutSomethingElse_IsNull(string question) =>
        ExtractiveAnswerer.Answer(question, Passages).ShouldBeNull();

    [Fact]
    public void Answer_SentenceThatPointsBack_ComesWithTheOneBefore()
    {
        SourcePassage[] passages = [new(1, "Maria Lindqvist led the library. She introduced the lending card in 1934. The garden is open.")];

        ExtractiveAnswerer.Answer("Who introduced the lending card?", passages)!.Text
            .ShouldStartWith("Maria Lindqvist led the library. [1] She introduced the lending card in 1934. [1]");
    }

    [Theory]
    [InlineData("Ile wynosi kaucja?", "Kaucja wynosi dwa miesięczne czynsze. Psy są zabronione.")]
    [InlineData("Depozito ne kadar?", "Depozito iki aylık kiraya eşittir. Köpek beslemek yasaktır.")]
    [InlineData("Kaution?", "Die Kaution beträgt zwei Monatsmieten. Hunde sind verboten.")]
    public void Answer_QuestionTooShortToTellItsLanguage_QuotesTheAnswer(string question, string passage) =>
        ExtractiveAnswerer.Answer(question, [new(1, passage)])!.Text.ShouldStartWith(passage.Split(". ")[0]);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Answer_SeveralVersionsOfTheText_AnswersAsFromOne(int versions) =>
        ExtractiveAnswerer.Answer("How hot is the kiln?", [.. Enumerable.Range(1, versions).Select(n => new SourcePassage(
            n, $"The kiln fires at 1200 degrees for nine hours. It must cool for a day before it is opened. The workshop opens at eight. Revision {n}."))])!
            .Text.ShouldStartWith("The kiln fires at 1200 degrees for nine hours. [1]");

    [Fact]
    public void Answer_AnAsideThatTheTextMentions_IsNoAnswer() =>
        ExtractiveAnswerer.Answer("I was in the reading room, as you know, and wonder: what is the boiling point of mercury?", Passages).ShouldBeNull();

    [Fact]
    public void Answer_LongMessage_AnswersThePartThatAsks() =>
        ExtractiveAnswerer.Answer(
            "My neighbour bought a new house last year and painted all its doors himself. When did the library open? Regards, Tom", Passages)!
            .Text.ShouldContain("The library opened in 1921. [1]");

    [Fact]
    public void Answer_NoPassages_IsNull() => ExtractiveAnswerer.Answer("Who?", []).ShouldBeNull();

    [Fact]
    public void Answer_EveryQuote_IsFollowedByItsSource()
    {
        var answer = ExtractiveAnswerer.Answer("How many books and for how many days may visitors borrow?", Passages)!;

        answer.Sources.ShouldContain(2);
        answer.Sources.ShouldAllBe(n => answer.Text.Contains($"[{n}]"));
    }
}
