using AgentGrid.Agents;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class KnowledgeIndexSearchTests : KnowledgeIndexFacts
{
    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Vector)]
    public async Task Search_Question_FindsThePassageFirst(SearchMode mode)
    {
        await FillAsync();

        var matches = await Index.SearchAsync(new KnowledgeSearch("Who may borrow books for 28 days?", 3, mode));

        matches.Hits[0].ShouldSatisfyAllConditions(
            hit => hit.FileId.ShouldBe("library"),
            hit => hit.Ordinal.ShouldBe(1),
            hit => (hit.KeywordRank == 1).ShouldBe(mode != SearchMode.Vector),
            hit => (hit.VectorRank == 1).ShouldBe(mode != SearchMode.Keyword));
        matches.Hits.Select(hit => hit.Score).ShouldBeInOrder(SortDirection.Descending);
        matches.Hits.ShouldAllBe(hit => hit.Score > 0 && hit.Score <= 1);
        matches.Confidence.ShouldBe(matches.Hits[0].Score);
        matches.IsOffTopic.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Which recipe needs cardamom and saffron?")]
    [InlineData("量子计算机的原理")]
    public async Task Search_QuestionAboutSomethingElse_IsOffTopicAndLeftOutByMinScore(string question)
    {
        await FillAsync();

        (await Index.SearchAsync(new KnowledgeSearch(question, 5))).IsOffTopic.ShouldBeTrue();
        (await Index.SearchAsync(new KnowledgeSearch(question, 5, MinScore: KnowledgeMatches.OffTopic))).Hits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("?!")]
    [InlineData("→ ★")]
    public async Task Search_NoWord_FindsOnlyWhereItStandsItself(string query)
    {
        await FillAsync();
        var matches = await Index.SearchAsync(new KnowledgeSearch(query, 5));
        matches.Hits.ShouldBeEmpty();
        matches.Confidence.ShouldBe(0);

        await AddAsync("smile", null, "She answered with a 😀 and left.");
        (await Index.SearchAsync(new KnowledgeSearch(query, 5))).Hits.Select(hit => hit.FileId).ShouldBe(query == "😀" ? ["smile"] : []);
    }

    [Theory]
    [InlineData("H2O")]
    [InlineData("m2")]
    [InlineData("documentation")]
    public async Task Search_DigitsOffTheLineAndWordsOverLineEnds_AreFoundAsWritten(string query)
    {
        await FillAsync();
        await AddAsync("tank", null, "The tank holds H₂O on 12 m² of floor; its docu-\nmentation is stored here.");

        (await Index.SearchAsync(new KnowledgeSearch(query, 5, SearchMode.Keyword))).Hits.ShouldHaveSingleItem().FileId.ShouldBe("tank");
    }

    [Theory]
    [InlineData("How long are the tours?", "Guided tours start at eleven and last ninety minutes.")]
    [InlineData("How many tours?", "Guided tours start at eleven and last ninety minutes.")]
    [InlineData("Wie hoch ist die Kaution?", "Die Kaution beträgt zwei Monatsmieten und ist vor dem Einzug zu zahlen.")]
    [InlineData("Hoe hoog is de borgsom?", "De borgsom is twee maanden huur en wordt voor de verhuizing betaald.")]
    [InlineData("Hur länge gäller garantin?", "Garantin gäller i sju år och den är för lampor.")]
    public async Task Search_WordThatOnlyAsks_IsNotMissed(string question, string text)
    {
        await AddAsync("answer", null, text);

        (await Index.SearchAsync(new KnowledgeSearch(question, 5, SearchMode.Keyword))).Confidence.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public async Task Search_HowToDoAThing_LooksForTheThingToDo()
    {
        await AddAsync("lease", null, "Wer den Vertrag liest, findet die Regeln des Hauses darin.");
        await AddAsync("end", null, "Den Vertrag kündige man mit einem Brief an den Vermieter.");

        (await FirstAsync("Wie kündige ich den Vertrag?")).ShouldBe("end");
    }

    [Theory]
    [InlineData("How long are the tours?", false)]
    [InlineData("What does the museum charge?", true)]
    public async Task Search_OnlyOnePassage_JudgesAQuestionInOtherWordsByWhatItShares(string question, bool isOffTopic)
    {
        await AddAsync("tours", null, "Guided tours start at eleven and last ninety minutes.");

        (await Index.SearchAsync(new KnowledgeSearch(question, 5))).IsOffTopic.ShouldBe(isOffTopic);
    }

    [Theory]
    [InlineData("US revenue 2023", "usa")]
    [InlineData("Revenue of the US in 2023?", "usa")]
    [InlineData("What is the IT budget of 2023?", "it")]
    public async Task Search_AcronymThatIsACommonWordOtherwise_IsLookedFor(string question, string file)
    {
        await AddAsync("france", null, "Revenue in France was 90 million in 2023, as the budget of 2023 said.");
        await AddAsync("usa", null, "Sales across the country, revenue in the U.S. among them, came to about 40 million in the year 2023.");
        await AddAsync("it", null, "Departments plan by the year: the IT department says its budget for 2023 is lower than that of 2022.");

        (await FirstAsync(question)).ShouldBe(file);
    }

    [Fact]
    public async Task Search_Identifier_FindsItWholeAndInParts()
    {
        await FillAsync();

        (await FirstAsync("SKU-1234")).ShouldBe("parts");
        (await FirstAsync("sku 1234")).ShouldBe("parts");
        (await FirstAsync("maxRetryCount")).ShouldBe("parts");
        (await FirstAsync("retry count")).ShouldBe("parts");
    }

    [Fact]
    public async Task Search_MisspelledAndOtherForms_IsFoundByVectors()
    {
        await FillAsync();

        (await FirstAsync("librarry openning year")).ShouldBe("library");
    }

    [Fact]
    public async Task Search_Chinese_FindsThePassage()
    {
        await FillAsync();

        (await FirstAsync("借书证要多少钱？")).ShouldBe("zh");
    }

    [Fact]
    public async Task Search_WordOfATableAmongGermanText_FindsTheRow()
    {
        await AddAsync(
            "text", null, "Die Kunden können die Ware innerhalb von vierzehn Tagen zurückgeben und bekommen das Geld wieder.",
            "Der Vertrag wird auf ein Jahr geschlossen und ist nicht zu kündigen, wenn die Miete noch nicht bezahlt ist.");
        await AddAsync("table", null, "Zahlungsbedingungen: 30 Tage netto");

        (await Index.SearchAsync(new KnowledgeSearch("Was sind die Zahlungsbedingungen?", 5, SearchMode.Keyword)))
            .Hits.ShouldHaveSingleItem().FileId.ShouldBe("table");
    }

    [Fact]
    public async Task Search_VietnameseWithMarks_IsNotAboutSyllablesWithout()
    {
        const string filler = "Đây là một đoạn văn của người Việt và nó không nói về điều đó.";
        await AddAsync("bars", null, $"{filler} thanh");
        await AddAsync("city", null, $"{filler} thành");

        (await Index.SearchAsync(new KnowledgeSearch("thành này là của người nào?", 5, SearchMode.Keyword))).Hits[0].FileId.ShouldBe("city");
        KeywordQuery.Parse("thành này là của người nào?", [TextLanguage.Vietnamese]).ShouldNotContain(term => term.Kind == TermKind.Part);
    }

    [Fact]
    public async Task Search_WordsOfTheTitleOnly_FindTheFile()
    {
        await AddAsync("a", "Handbook 2021", "Employees get twenty days.");
        await AddAsync("b", "Handbook 2022", "Employees get twenty days.");

        (await FirstAsync("How many days in the 2022 handbook?")).ShouldBe("b");
    }

    [Fact]
    public async Task Search_WordOfTheTitle_CountsMoreThanInTheText()
    {
        await AddAsync("report", "Inspections", "The crew looked at a turbine and at three pumps.");
        await AddAsync("manual", "Turbine", "The crew looked at a boiler and at three pumps.");

        (await Index.SearchAsync(new KnowledgeSearch("turbine", 5, SearchMode.Keyword))).Hits[0].FileId.ShouldBe("manual");
    }

    [Fact]
    public async Task Search_TwoWordsThatAFileWritesAsOne_FindIt()
    {
        await AddAsync("other", "ACME_2017", "The company sells goods in many shops.");
        await AddAsync("wanted", "BESTBUY_2017", "The company sells goods in many shops.");

        var found = await Index.SearchAsync(new KnowledgeSearch("What did Best Buy sell in 2017?", 5, SearchMode.Keyword));

        found.Hits[0].FileId.ShouldBe("wanted");
        found.Confidence.ShouldBeInRange(0.1, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("?!")]
    [InlineData("the of and")]
    public async Task Search_NothingToLookFor_DoesNotFail(string question)
    {
        await FillAsync();

        await Should.NotThrowAsync(async () => await Index.SearchAsync(new KnowledgeSearch(question, 5)));
    }

    [Fact]
    public async Task Search_HugeQuestion_IsBounded()
    {
        await FillAsync();
        var question = string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"w{i}")) + " library";

        await Should.NotThrowAsync(async () => await Index.SearchAsync(new KnowledgeSearch(question, 5)));
    }
}
