using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class JsonTests
{
    [Fact]
    public void Extract_Json_GivesPathsAndValues()
    {
        var text = Extracted.From("""{"title":"Guide","author":{"name":"Ann"},"tags":["red","blue"],"ok":true,"n":1.5,"none":null}""", "a.json").Text;

        text.ShouldContain("title: Guide\n");
        text.ShouldContain("author.name: Ann");
        text.ShouldContain("tags: red, blue\n");
        text.ShouldContain("n: 1.5");
    }

    [Fact]
    public void Extract_JsonWithHalfASurrogatePair_KeepsTheOtherWords() =>
        Extracted.From("""{"t\ud83dx":"Gr\u00fc\u00dfe \\ \"laut\"\n\ud83d\ude00 \ud83d"}""", "a.json").Text.ShouldBe("t\uFFFDx: Grüße \\ \"laut\"\n😀 \uFFFD\n\n");

    [Fact]
    public void Extract_NotebookWithHalfASurrogatePair_IsRead() =>
        Extracted.From("""{"cells":[{"cell_type":"markdown","source":["Gr\u00fc\u00dfe \ud83d \""]}]}""", "a.ipynb").Text.ShouldBe("Grüße \uFFFD \"\n\n");

    [Fact]
    public void Extract_JsonArraysOfValues_StandOnOneLineEach() =>
        Extracted.From("""{"tags":["red","blue"],"grid":[[1,2],[3,4]],"mixed":[1,{"a":2},3],"long":["a string that is so long that it deserves a line of its own, as sentences in lists do, surely","b"]}""", "a.json").Text
            .ShouldBe("tags: red, blue\n\ngrid: 1, 2; 3, 4\n\nmixed: 1\nmixed.a: 2\n\nmixed: 3\n\nlong: a string that is so long that it deserves a line of its own, as sentences in lists do, surely\nlong: b\n\n");

    [Fact]
    public void Extract_JsonArrayAndJsonLines_GiveOneBlockARecord()
    {
        Extracted.From("""[{"id":1,"q":"first one"},{"id":2,"q":"second"}]""", "a.json").Blocks.Count.ShouldBe(2);
        Extracted.From("{\"id\":1,\"q\":\"first one\"}\n{\"id\":2,\"q\":\"second\"}\n{\"id\":3,\"q\":\"third\"}\n", "a.jsonl").Blocks.Count.ShouldBe(3);
    }

    [Fact]
    public void Extract_JsonInUtf16_IsRead() =>
        Extracted.From("""{"title":"größer"}""", "a.json", Encoding.Unicode).Text.ShouldContain("title: größer");

    [Fact]
    public void Extract_JsonNestedTooDeep_IsRefused()
    {
        var json = string.Concat(Enumerable.Repeat("{\"a\":[", 50_000)) + "1";

        Extracted.Refusal(json, "a.json").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [Fact]
    public void Extract_JsonCutOff_IsCorrupt()
    {
        var json = "[" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{{\"number\":{i},\"text\":\"entry\"}},"));

        var refusal = Extracted.Refusal(json, "a.json");

        refusal.Code.ShouldBe(ExtractionCodes.FileCorrupt);
        refusal.Message.ShouldContain("line 1");
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("json")]
    public void Extract_JsonLinesCutInTheLast_KeepsTheOthersAndSaysSo(string extension)
    {
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"id\": {i}, \"text\": \"wombat fact {i}\"}}\n"));

        var text = Extracted.From(lines + "{\"id\": 9999, \"text\": \"cut of", "a." + extension).Text;

        text.ShouldContain("text: wombat fact 1999\n");
        text.ShouldContain("id: 9999\n");
        text.ShouldContain("cut of");
        text.ShouldContain("last record of the file is cut off");
    }

    [Fact]
    public void Extract_JsonLinesWithABadOne_ReadsThoseAround()
    {
        var good = string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"id\": {i}, \"text\": \"wombat fact {i}\"}}\n"));

        var text = Extracted.From(good + "{\"id\": 50, text: bad}\n" + good.Replace("wombat", "koala", StringComparison.Ordinal), "a.jsonl").Text;

        text.ShouldContain("text: wombat fact 49\n");
        text.ShouldContain("bad}");
        text.ShouldContain("text: koala fact 0\n");
        text.ShouldContain("text: koala fact 49\n");
        text.ShouldNotContain("cut off");
    }

    [Fact]
    public void Extract_LogOfJsonAndText_KeepsBoth()
    {
        var first = "{" + string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"k{i}\":{i}")) + "}\n";

        var text = Extracted.From(first + "Traceback: failure in the wombat module\n  12 apples\n" + first + "done\n", "a.log").Text;

        text.ShouldContain("k11: 11\n");
        text.ShouldContain("Traceback: failure in the wombat module\n");
        text.ShouldContain("  12 apples\n");
        text.ShouldEndWith("k11: 11\n\ndone\n");
    }

    [Fact]
    public void Extract_JsonWithHugeString_IsBounded() =>
        Extracted.Refusal("{\"data\":\"" + new string('A', 300_000), "a.json", new ExtractionOptions { MaxTokenBytes = 100_000 })
            .Code.ShouldBe(ExtractionCodes.TooComplex);

    [Fact]
    public void Extract_TextThatBeginsLikeJson_IsText() =>
        Extracted.From("[Chorus]\nSing along, everybody sing.\n", "song.txt").Text.ShouldStartWith("[Chorus]");

    [Fact]
    public void Extract_Notebook_GivesMarkdownCodeAndPrintedOutput()
    {
        const string Notebook = """
            {"cells":[
             {"cell_type":"markdown","source":["# Study\n","\n","Some text."]},
             {"cell_type":"code","source":"print(6 * 7)","outputs":[{"output_type":"stream","text":["42\n"]},
               {"data":{"image/png":"iVBORw0KGgo","text/plain":["<Figure>"]}},
               {"output_type":"error","ename":"ZeroDivisionError","evalue":"division by zero","traceback":["\u001b[0;31mTr"]}]}],
             "metadata":{},"nbformat":4,"nbformat_minor":5}
            """;

        var found = Extracted.From(Notebook, "study.ipynb");

        found.Headings.ShouldBe(["Study"]);
        found.Text.ShouldContain("print(6 * 7)");
        found.Text.ShouldContain("42");
        found.Text.ShouldContain("ZeroDivisionError: division by zero");
        found.Text.ShouldNotContain("iVBOR");
    }

    [Fact]
    public void Extract_NotebookPicture_IsNotRead() =>
        Extracted.From(
            """{"cells":[{"cell_type":"code","source":"plot(df)","outputs":[{"data":{"image/png":"iVBORw0KGgo","text/plain":["<Figure size 640x480 with 1 Axes>"]}},{"data":{"text/plain":["<b>"]}}]}]}""",
            "a.ipynb").Text.ShouldBe("plot(df)\n\n<b>\n\n");
}
