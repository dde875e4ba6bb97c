using AgentGrid.Agents;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class KnowledgeIndexTests : IDisposable
{
    private readonly NgramEmbedder _embedder = new();
    private readonly KnowledgeIndex _index;

    public KnowledgeIndexTests() => _index = KnowledgeIndex.For(_embedder);

    public void Dispose() => _index.Dispose();

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Keyword)]
    [InlineData(SearchMode.Vector)]
    public async Task Search_Question_FindsThePassageFirst(SearchMode mode)
    {
        await FillAsync();

        var matches = await _index.SearchAsync(new KnowledgeSearch("Who may borrow books for 28 days?", 3, mode));

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

        (await _index.SearchAsync(new KnowledgeSearch(question, 5))).IsOffTopic.ShouldBeTrue();
        (await _index.SearchAsync(new KnowledgeSearch(question, 5, MinScore: KnowledgeMatches.OffTopic))).Hits.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("😀")]
    [InlineData("?!")]
    [InlineData("→ ★")]
    public async Task Search_NoWord_FindsOnlyWhereItStandsItself(string query)
    {
        await FillAsync();
        var matches = await _index.SearchAsync(new KnowledgeSearch(query, 5));
        matches.Hits.ShouldBeEmpty();
        matches.Confidence.ShouldBe(0);

        await AddAsync("smile", null, "She answered with a 😀 and left.");
        (await _index.SearchAsync(new KnowledgeSearch(query, 5))).Hits.Select(hit => hit.FileId).ShouldBe(query == "😀" ? ["smile"] : []);
    }

    [Theory]
    [InlineData("H2O")]
    [InlineData("m2")]
    [InlineData("documentation")]
    public async Task Search_DigitsOffTheLineAndWordsOverLineEnds_AreFoundAsWritten(string query)
    {
        await FillAsync();
        await AddAsync("tank", null, "The tank holds H₂O on 12 m² of floor; its docu-\nmentation is stored here.");

        (await _index.SearchAsync(new KnowledgeSearch(query, 5, SearchMode.Keyword))).Hits.ShouldHaveSingleItem().FileId.ShouldBe("tank");
    }

    [Theory]
    [InlineData("How long are the tours?")]
    [InlineData("How many tours?")]
    public async Task Search_WordThatOnlyAsks_IsNotMissed(string question)
    {
        await AddAsync("tours", null, "Guided tours start at eleven and last ninety minutes.");

        (await _index.SearchAsync(new KnowledgeSearch(question, 5))).Confidence.ShouldBeGreaterThan(0.6);
    }

    [Theory]
    [InlineData("How long are the tours?", false)]
    [InlineData("What does the museum charge?", true)]
    public async Task Search_OnlyOnePassage_JudgesAQuestionInOtherWordsByWhatItShares(string question, bool isOffTopic)
    {
        await AddAsync("tours", null, "Guided tours start at eleven and last ninety minutes.");

        (await _index.SearchAsync(new KnowledgeSearch(question, 5))).IsOffTopic.ShouldBe(isOffTopic);
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

        (await _index.SearchAsync(new KnowledgeSearch("Was sind die Zahlungsbedingungen?", 5, SearchMode.Keyword)))
            .Hits.ShouldHaveSingleItem().FileId.ShouldBe("table");
    }

    [Fact]
    public async Task Search_VietnameseWithMarks_IsNotAboutSyllablesWithout()
    {
        const string filler = "Đây là một đoạn văn của người Việt và nó không nói về điều đó.";
        await AddAsync("bars", null, $"{filler} thanh");
        await AddAsync("city", null, $"{filler} thành");

        (await _index.SearchAsync(new KnowledgeSearch("thành này là của người nào?", 5, SearchMode.Keyword))).Hits[0].FileId.ShouldBe("city");
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

        (await _index.SearchAsync(new KnowledgeSearch("turbine", 5, SearchMode.Keyword))).Hits[0].FileId.ShouldBe("manual");
    }

    [Fact]
    public async Task Search_TwoWordsThatAFileWritesAsOne_FindIt()
    {
        await AddAsync("other", "ACME_2017", "The company sells goods in many shops.");
        await AddAsync("wanted", "BESTBUY_2017", "The company sells goods in many shops.");

        var found = await _index.SearchAsync(new KnowledgeSearch("What did Best Buy sell in 2017?", 5, SearchMode.Keyword));

        found.Hits[0].FileId.ShouldBe("wanted");
        found.Confidence.ShouldBeInRange(0.1, 1);
    }

    [Fact]
    public async Task Search_SameTextTwice_IsShownOnce()
    {
        await AddAsync("a", null, Library[0], Library[1]);
        await AddAsync("b", null, Library[0], Library[2]);

        var hits = (await _index.SearchAsync(new KnowledgeSearch("When did the library open?", 5))).Hits;

        hits.Count(hit => hit.Ordinal == 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Search_TheSameFileAgain_IsAsSureAsOnce(int copies)
    {
        const string Question = "How hot is the kiln?";
        for (var i = 0; i < copies; i++)
        {
            await AddAsync($"k{i}", $"k{i}", $"{Kiln} \n");
        }

        var again = await _index.SearchAsync(new KnowledgeSearch(Question, 5));

        again.Hits.Count.ShouldBe(1);
        again.IsOffTopic.ShouldBeFalse();
        (await _index.SearchAsync(new KnowledgeSearch(Question, 5, SearchMode.Keyword))).Confidence.ShouldBe(
            (await OnceAsync(Question)).Confidence, 0.05);
    }

    [Theory]
    [InlineData("How hot is the kiln?")]
    [InlineData("How many degrees does the kiln fire at?")]
    public async Task Search_ManyVersionsOfADocument_FindsThem(string question)
    {
        for (var i = 0; i < 5; i++)
        {
            await AddAsync($"k{i}", $"k{i}", $"{Kiln}\n\nRevision {i}.");
        }

        (await _index.SearchAsync(new KnowledgeSearch(question, 5, MinScore: 0.15))).Hits.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("I bought a shelf in Hamburg last spring. The paint came off by itself. What is the fine for late books? Regards, Tom", "library")]
    [InlineData("My neighbour borrowed my ladder yesterday; what does the option maxRetryCount limit?", "parts")]
    [InlineData("我上周搬到了这个城市，想问一下，借书证的费用是多少呢？", "zh")]
    public async Task Search_MessageThatAsksInOnePart_FindsThat(string message, string file)
    {
        await FillAsync();

        var matches = await _index.SearchAsync(new KnowledgeSearch(message, 3, MinScore: KnowledgeMatches.OffTopic) { IsMessage = true });

        matches.Hits.ShouldNotBeEmpty();
        matches.Hits[0].FileId.ShouldBe(file);
    }

    [Fact]
    public async Task Search_MessageAboutSomethingElse_StaysOffTopic()
    {
        await FillAsync();

        (await _index.SearchAsync(new KnowledgeSearch("I like your shop. Which recipe needs cardamom? Thanks, Tom", 3) { IsMessage = true }))
            .IsOffTopic.ShouldBeTrue();
    }

    [Fact]
    public async Task Search_LookAlikesThatTheQuestionTellsApart_AreBothShown()
    {
        for (var year = 2015; year < 2019; year++)
        {
            await AddAsync($"report{year}", null, string.Concat(Enumerable.Repeat("The annual report lists revenue and costs of the company. ", 8)) + $"Year {year}.");
        }

        var hits = (await _index.SearchAsync(new KnowledgeSearch("revenue in the annual report of 2017", 4))).Hits;

        hits[0].FileId.ShouldBe("report2017");
        hits.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task AddFile_Again_ReplacesIt()
    {
        await FillAsync();
        await AddAsync("library", null, "The swimming pool has five lanes.");

        _index.ChunkCount.ShouldBe(4);
        (await FirstAsync("five lanes of the swimming pool")).ShouldBe("library");
        (await _index.SearchAsync(new KnowledgeSearch("twelve books for 28 days", 5, SearchMode.Keyword))).Hits
            .ShouldNotContain(hit => hit.FileId == "library");
    }

    [Fact]
    public async Task AddFile_ThatFails_LeavesTheIndexAsItWas()
    {
        await FillAsync();
        await Should.ThrowAsync<ArgumentException>(() => _index.AddFileAsync("bad", Chunks("x", "y", "z").Select(c => c with { Ordinal = 0 })));
        await Should.ThrowAsync<FormatException>(() => _index.AddFileAsync(
            "bad", Chunks("xylophone").Select(c => c with { Embedding = new byte[] { 9, 9 } })));

        _index.Contains("bad").ShouldBeFalse();
        _index.ChunkCount.ShouldBe(6);
        (await _index.SearchAsync(new KnowledgeSearch("xylophone", 5, SearchMode.Keyword))).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task AddFiles_SmallAndLarge_AnswersAsIfAddedOneByOne()
    {
        using var together = KnowledgeIndex.For(_embedder);
        var texts = Enumerable.Range(0, 60).Select(file => TextsOf(file, chunks: file == 30 ? FileGroup.Size + 100 : file)).ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            await AddAsync($"f{i}", null, texts[i]);
        }

        await together.AddFilesAsync(texts.Select((chunks, i) => FileOf($"f{i}", chunks)).ToAsyncEnumerable());

        together.FileCount.ShouldBe(60);
        together.ChunkCount.ShouldBe(_index.ChunkCount);
        foreach (var question in (string[])["green word7", "red file30 word604", "word12 file59", "blue"])
        {
            var expected = await _index.SearchAsync(new KnowledgeSearch(question, 20));
            (await together.SearchAsync(new KnowledgeSearch(question, 20))).Hits.ShouldBe(expected.Hits);
        }
    }

    [Fact]
    public async Task AddFiles_ThereAlready_ReplacesThem()
    {
        await FillAsync();

        await _index.AddFilesAsync(new[] { FileOf("library", "The swimming pool has five lanes."), FileOf("new", "A tram.") }.ToAsyncEnumerable());

        _index.ChunkCount.ShouldBe(5);
        (await FirstAsync("five lanes of the swimming pool")).ShouldBe("library");
        (await _index.SearchAsync(new KnowledgeSearch("twelve books for 28 days", 5, SearchMode.Keyword))).Hits
            .ShouldNotContain(hit => hit.FileId == "library");
    }

    [Fact]
    public async Task AddFiles_OneThatFails_LeavesNothingOfItsGroup()
    {
        await FillAsync();
        var broken = FileOf("bad", "xylophone");
        broken = broken with { Chunks = broken.Chunks.Select(chunk => chunk with { Embedding = new byte[] { 9, 9 } }) };
        var unread = FileOf("worse", "xylophone") with { Chunks = Unreadable() };

        await Should.ThrowAsync<FormatException>(
            () => _index.AddFilesAsync(new[] { FileOf("good", "A xylophone."), broken }.ToAsyncEnumerable()));
        await Should.ThrowAsync<IOException>(
            () => _index.AddFilesAsync(new[] { FileOf("good", "A xylophone."), unread }.ToAsyncEnumerable()));

        _index.FileCount.ShouldBe(3);
        _index.ChunkCount.ShouldBe(6);
        (await _index.SearchAsync(new KnowledgeSearch("xylophone", 5, SearchMode.Keyword))).Hits.ShouldBeEmpty();
        (await _index.SearchAsync(new KnowledgeSearch("xylophone", 50, SearchMode.Vector))).Hits.ShouldAllBe(hit => _index.Contains(hit.FileId));
    }

    [Fact]
    public async Task RemoveFile_ThenSearch_FindsNothingOfIt()
    {
        await FillAsync();
        await _index.RemoveFileAsync("library");
        await _index.RemoveFileAsync("library");

        _index.Contains("library").ShouldBeFalse();
        (await _index.SearchAsync(new KnowledgeSearch("library books", 50))).Hits.ShouldNotContain(hit => hit.FileId == "library");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("?!")]
    [InlineData("the of and")]
    public async Task Search_NothingToLookFor_DoesNotFail(string question)
    {
        await FillAsync();

        await Should.NotThrowAsync(async () => await _index.SearchAsync(new KnowledgeSearch(question, 5)));
    }

    [Fact]
    public async Task Search_HugeQuestion_IsBounded()
    {
        await FillAsync();
        var question = string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"w{i}")) + " library";

        await Should.NotThrowAsync(async () => await _index.SearchAsync(new KnowledgeSearch(question, 5)));
    }

    [Fact]
    public async Task Search_ChunkWithoutVector_IsFoundByKeywords()
    {
        await _index.AddFileAsync("a", Chunks("zebra crossing").Select(c => c with { Embedding = default }));

        (await FirstAsync("zebra")).ShouldBe("a");
    }

    [Fact]
    public async Task Search_WhileFilesComeAndGo_SeesEachFileWholeOrNotAtAll()
    {
        const int parts = 30;
        using var done = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (!done.IsCancellationRequested || count == 0)
            {
                var hits = (await _index.SearchAsync(new KnowledgeSearch("common", 5_000, SearchMode.Hybrid))).Hits;
                hits.GroupBy(hit => hit.FileId).ShouldAllBe(file => file.Count() == parts);
                count++;
            }
        })).ToArray();

        for (var i = 0; i < 40; i++)
        {
            await AddAsync($"f{i % 7}", null, [.. Enumerable.Range(0, parts).Select(n => $"common a{i}x{n} b{n}x{i} c{i * n} d{n} e{i}")]);
            if (i % 5 == 4)
            {
                await _index.RemoveFileAsync($"f{i % 7}");
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(searches).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static readonly string[] Library =
    [
        "The library opened in 1921. Its reading room holds 240 seats and a large clock from Vienna.",
        "Visitors may borrow up to twelve books for 28 days. Late books cost a fine.",
        "The garden behind the house grows roses, tulips and three old apple trees.",
    ];

    private const string Kiln = "The kiln fires at 1200 degrees for nine hours. It must cool for a day. The workshop opens at eight. A course costs ninety euros.";

    private async Task<KnowledgeMatches> OnceAsync(string question)
    {
        using var index = KnowledgeIndex.For(_embedder);
        await index.AddFileAsync("k0", Chunks(Kiln).Select(chunk => chunk with { Prefix = "k0" }));
        return await index.SearchAsync(new KnowledgeSearch(question, 5, SearchMode.Keyword));
    }

    private async Task FillAsync()
    {
        await AddAsync("library", "City library", Library);
        await AddAsync("parts", "Parts list", "SKU-1234 is a brass valve.", "The option maxRetryCount limits attempts.");
        await AddAsync("zh", "图书馆", "图书馆位于中央广场。图书馆每天早上九点开放。借书证的费用是五元。");
    }

    private Task AddAsync(string id, string? title, params string[] texts) =>
        _index.AddFileAsync(id, Chunks(texts).Select(chunk => chunk with { Prefix = title }));

    private FileChunks FileOf(string id, params string[] texts) => new(id, Version: 0, texts.Length, Chunks(texts));

    private static string[] TextsOf(int file, int chunks)
    {
        string[] colours = ["red", "green", "blue"];
        return [.. Enumerable.Range(0, chunks).Select(n => $"{colours[n % 3]} word{n} of file{file} and word{n * 7 % 50} in its place {n * file}")];
    }

    private static async IAsyncEnumerable<IndexedChunk> Unreadable()
    {
        yield return new IndexedChunk(0, "xylophone", null, default);
        await Task.Yield();
        throw new IOException("The disk is gone.");
    }

    private async IAsyncEnumerable<IndexedChunk> Chunks(params string[] texts)
    {
        var embeddings = await _embedder.EmbedAsync(texts, EmbeddingPurpose.Document);
        for (var i = 0; i < texts.Length; i++)
        {
            yield return new IndexedChunk(i, texts[i], null, embeddings[i]);
        }
    }

    private async Task<string> FirstAsync(string question) =>
        (await _index.SearchAsync(new KnowledgeSearch(question, 5))).Hits[0].FileId;
}
