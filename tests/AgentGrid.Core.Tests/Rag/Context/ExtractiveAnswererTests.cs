using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;

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
    public async Task Answer_QuestionWithAnswer_QuotesItsSentence(string question, string expected)
    {
        var answer = await AnswerAsync(question, Passages);

        answer.ShouldNotBeNull();
        answer.Text.ShouldContain(expected);
        answer.Confidence.ShouldBeInRange(0.3, 1);
    }

    [Fact]
    public async Task Answer_OnlyOneSentence_IsQuotedForAQuestionInOtherWords()
    {
        SourcePassage[] passages = [new(1, "Guided tours start at eleven and last ninety minutes.")];

        (await AnswerAsync("How long are the tours?", passages)).ShouldNotBeNull();
        (await AnswerAsync("What does the museum charge?", passages)).ShouldBeNull();
    }

    [Theory]
    [InlineData("What is the boiling point of mercury?")]
    [InlineData("如何烹饪红烧肉？")]
    [InlineData("   ")]
    public async Task Answer_QuestionAboutSomethingElse_IsNull(string question) =>
        (await AnswerAsync(question, Passages)).ShouldBeNull();

    [Fact]
    public async Task Answer_SentenceThatPointsBack_ComesWithTheOneBefore()
    {
        SourcePassage[] passages = [new(1, "Maria Lindqvist led the library. She introduced the lending card in 1934. The garden is open.")];

        (await AnswerAsync("Who introduced the lending card?", passages))!.Text
            .ShouldStartWith("Maria Lindqvist led the library. [1] She introduced the lending card in 1934. [1]");
    }

    [Theory]
    [InlineData("Ile wynosi kaucja?", "Kaucja wynosi dwa miesięczne czynsze. Psy są zabronione.")]
    [InlineData("Depozito ne kadar?", "Depozito iki aylık kiraya eşittir. Köpek beslemek yasaktır.")]
    [InlineData("Kaution?", "Die Kaution beträgt zwei Monatsmieten. Hunde sind verboten.")]
    public async Task Answer_QuestionTooShortToTellItsLanguage_QuotesTheAnswer(string question, string passage) =>
        (await AnswerAsync(question, [new(1, passage)]))!.Text.ShouldStartWith(passage.Split(". ")[0]);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Answer_SeveralVersionsOfTheText_AnswersAsFromOne(int versions) =>
        (await AnswerAsync("How hot is the kiln?", [.. Enumerable.Range(1, versions).Select(n => new SourcePassage(
            n, $"The kiln fires at 1200 degrees for nine hours. It must cool for a day before it is opened. The workshop opens at eight. Revision {n}."))]))!
            .Text.ShouldStartWith("The kiln fires at 1200 degrees for nine hours. [1]");

    [Fact]
    public async Task Answer_AnAsideThatTheTextMentions_IsNoAnswer() =>
        (await AnswerAsync("I was in the reading room, as you know, and wonder: what is the boiling point of mercury?", Passages)).ShouldBeNull();

    [Fact]
    public async Task Answer_LongMessage_AnswersThePartThatAsks() =>
        (await AnswerAsync(
            "My neighbour bought a new house last year and painted all its doors himself. When did the library open? Regards, Tom", Passages))!
            .Text.ShouldContain("The library opened in 1921. [1]");

    [Fact]
    public void Answer_NoPassages_IsNull() => ExtractiveAnswerer.Answer("Who?", []).ShouldBeNull();

    [Fact]
    public async Task Answer_EveryQuote_IsFollowedByItsSource()
    {
        var answer = (await AnswerAsync("How many books and for how many days may visitors borrow?", Passages))!;

        answer.Sources.ShouldContain(2);
        answer.Sources.ShouldAllBe(n => answer.Text.Contains($"[{n}]"));
    }

    [Theory]
    [InlineData("Q: What does error E1001 mean?\nA: The disk is full. Free some space.\n\nQ: How do I cancel my subscription?\nA: Write to billing.\n\nQ: What are the opening hours?\nA: Nine to five.")]
    [InlineData("Help\n\nWhat does error E1001 mean?\n\nThe disk is full. Free some space.\n\nHow do I cancel my subscription?\n\nWrite to billing.\n\nWhat are the opening hours?\n\nNine to five.")]
    [InlineData("# Error E1001\n\nThe disk is full. Free some space.\n\n# Cancelling a subscription\n\nWrite to billing.\n\n# Opening hours\n\nNine to five.")]
    [InlineData("ERROR E1001\nThe disk is full. Free some space.\n\nCANCELLING A SUBSCRIPTION:\nWrite to billing.\n\n---OPENING HOURS\nNine to five.")]
    public async Task Answer_QuestionOrHeadingOfTheText_GivesWayToWhatItLeadsTo(string text)
    {
        SourcePassage[] passages = [new(1, text)];

        (await AnswerAsync("What does error E1001 mean?", passages))!.Text.ShouldEndWith("The disk is full. [1] Free some space. [1]");
        (await AnswerAsync("How do I cancel my subscription?", passages))!.Text.ShouldEndWith("Write to billing. [1]");
        (await AnswerAsync("What are the opening hours?", passages))!.Text.ShouldSatisfyAllConditions(
            answer => answer.ShouldEndWith("Nine to five. [1]"),
            answer => answer.ShouldNotContain("hours", Case.Insensitive));
    }

    [Fact]
    public async Task Answer_QuestionOfTheTextThatSaysMore_ComesWithItsAnswer() =>
        (await AnswerAsync("What are the opening hours?", [new(1, "What are the opening hours on holidays?\nTen to noon.")]))!
            .Text.ShouldBe("What are the opening hours on holidays? [1] Ten to noon. [1]");

    [Fact]
    public async Task Answer_HeadingThatCoversAPart_GivesWayToTheLineThatCoversTheRest() =>
        (await AnswerAsync(
            "What is the commission of the booking agency?",
            [new(1, "Booking Agency\nName: Premier\nContact: Michael Chen\nBilling: Net 30\nCommission: 10%\n\nTheatres\nName: Palace")]))!
            .Text.ShouldBe("Commission: 10% [1]");

    [Theory]
    [InlineData("What is the capital of Mongolia?")]
    [InlineData("Who is the director of the harbour?")]
    [InlineData("What does SKU-9999 cost?")]
    [InlineData("How much is a seat in Vienna?")]
    [InlineData("¿Cuál es la capital de Mongolia?")]
    [InlineData("Wie hoch ist die Hauptstadt der Mongolei gelegen?")]
    [InlineData("蒙古的首都是哪里？")]
    public async Task Answer_OneWordInCommon_IsNull(string question) =>
        (await AnswerAsync(question,
        [
            .. Passages,
            new(4, "The capital of the foundation is two million. Its director signs for it. SKU-5512 costs 80 euros, SKU-7001 costs 90 euros."),
            new(5, "El capital de la fundación es de dos millones. Das Haus steht in der Hauptstadt. 首都有三家图书馆。"),
        ])).ShouldBeNull();

    [Theory]
    [InlineData("When did the library open?", false)]
    [InlineData("How many seats does the reading room have?", false)]
    [InlineData("Who cleans the library?", true)]
    [InlineData("What is the population of the library?", true)]
    public async Task Answer_WordThatNothingHas_IsWeak(string question, bool isWeak) =>
        (await AnswerAsync(question, [Passages[0], Passages[1]]))!.IsWeak.ShouldBe(isWeak);

    [Fact]
    public async Task Answer_TitleCase_AnswersAsInSmallLetters()
    {
        const string Question = "What Is The Penalty For A Late Book Return";

        var answer = await AnswerAsync(Question, Passages);

        answer.ShouldNotBeNull().Text.ShouldContain("A fine of 0.20 euros is charged for each day a book is late. [2]");
        answer.Text.ShouldBe((await AnswerAsync(Question.ToLowerInvariant(), Passages))!.Text);
    }

    [Fact]
    public async Task Answer_OtherFileAboutAnother_IsNotMixedIn()
    {
        SourcePassage[] passages =
        [
            new(1, "Insured name: Bruce Wayne. Vehicle: Batmobile. The repair of Bruce Wayne's vehicle took nine days.", "repair.txt"),
            new(2, "Patient: Mary Stone. Date of birth: 15 March 1978. Blood pressure slightly elevated today.", "report.txt"),
        ];

        (await AnswerAsync("What is the blood pressure of Bruce Wayne?", passages))?.Sources.ShouldHaveSingleItem();
        (await AnswerAsync("How long did the repair of Bruce Wayne's vehicle take?", passages))!.Sources.ShouldBe([1]);
    }

    [Fact]
    public async Task Answer_OtherFileWithOneWordInCommon_IsNotMixedIn()
    {
        SourcePassage[] passages =
        [
            new(1, "Guided tours start at eleven and last ninety minutes.", "handbook.md"),
            new(2, "Category: Microsoft Azure, category: Microsoft AI Tour in Rome, category: the official blog of the company.", "news.xml"),
        ];

        (await AnswerAsync("How long are the tours?", passages))!.Sources.ShouldBe([1]);
    }

    [Fact]
    public void Answer_FollowUp_NeedsNotNameWhatItIsAbout()
    {
        // The search was for the question before, too.
        SourcePassage[] passages = [Passages[0] with { Score = 0.3 }];

        ExtractiveAnswerer.Answer("And its seats?", passages, isFollowUp: true)!.Text.ShouldContain("240 seats");
        ExtractiveAnswerer.Answer("And its seats?", passages).ShouldBeNull();
    }

    // As the product does it: an index says which passages fit, and how well.
    private static async Task<ExtractiveAnswer?> AnswerAsync(string question, SourcePassage[] passages)
    {
        var embedder = new NgramEmbedder();
        using var index = KnowledgeIndex.For(embedder);
        for (var i = 0; i < passages.Length; i++)
        {
            await index.AddFileAsync($"{i}", ChunkAsync(passages[i]));
        }

        var matches = await index.SearchAsync(new KnowledgeSearch(question, 6) { IsMessage = true });
        return ExtractiveAnswerer.Answer(
            question, [.. matches.Hits.Select(hit => passages[int.Parse(hit.FileId, System.Globalization.CultureInfo.InvariantCulture)] with { Score = hit.Score })]);

        async IAsyncEnumerable<IndexedChunk> ChunkAsync(SourcePassage passage)
        {
            var vectors = await embedder.EmbedAsync([passage.Text], EmbeddingPurpose.Document);
            yield return new IndexedChunk(0, passage.Text, passage.FileName, vectors[0]);
        }
    }
}
