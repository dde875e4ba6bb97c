using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.md")]
    [InlineData("a.py")]
    public void Extract_TextMarkdownAndCode_AreVerbatim(string name)
    {
        const string Text = "# One\r\n\r\ntext here\r\nmore   text\r\n\r\n\r\n- item\n* two\n\n```\ncode # not a heading\n```\nTitle\n=====\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\rold mac\rline\r";

        Extracted.From(Text, name).Text.ShouldBe(Text);
    }

    [Fact]
    public void Extract_Markdown_FindsItsStructure()
    {
        var blocks = Extracted.From(
            "# Top **bold** [link](x)\n\nPara one\nstill one.\n\nPara two.\n\n- item a\n- item b\n  goes on\n\n1. first\n\n```cs\n# no heading\n\n- no item\n```\n\nUnder\n-----\n\n| h |\n|---|\n",
            "a.md").Blocks;

        blocks.Where(b => b.Kind == BlockKind.Heading).Select(b => (b.Level, b.Title)).ShouldBe([(1, "Top bold link"), (2, "Under")]);
        blocks.Count(b => b.Kind == BlockKind.Paragraph && b.Text.StartsWith("Para", StringComparison.Ordinal)).ShouldBe(2);
        blocks.Where(b => b.Kind == BlockKind.ListItem).Select(b => b.Text.Trim()).ShouldBe(["- item a", "- item b\n  goes on", "1. first"]);
        blocks.Single(b => b.Kind == BlockKind.Code).Text.ShouldContain("# no heading");
        blocks.Count(b => b.Kind == BlockKind.TableRow).ShouldBe(2);
    }

    [Fact]
    public void Extract_TextOfOneEndlessLine_GivesBoundedBlocks()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 100_000));

        var found = Extracted.From(text, "a.txt");

        found.Text.ShouldBe(text);
        found.Blocks.ShouldAllBe(block => block.Text.Length < 16_000);
    }

    [Fact]
    public void Extract_Csv_GivesRowsUnderTheirHeaders()
    {
        var found = Extracted.From("name;city;note\nAnn;Oslo;\"likes; semicolons\nand lines\"\nBob;;\"say \"\"hi\"\"\"\n", "people.csv");

        found.Blocks.Select(block => block.Text.TrimEnd()).ShouldBe(["name: Ann; city: Oslo; note: likes; semicolons and lines", "name: Bob; note: say \"hi\""]);
        found.Blocks.ShouldAllBe(block => block.Kind == BlockKind.TableRow);
    }

    [Fact]
    public void Extract_CsvWithoutHeader_KeepsEveryRow() =>
        Extracted.From("1,2,apple\n3,4,pear\n", "x.csv").Text.ShouldBe("1 | 2 | apple\n3 | 4 | pear\n");

    [Fact]
    public void Extract_TabSeparatedWithoutExtension_IsATable() =>
        Extracted.From("name\tage\nAnn\t30\nBob\t31\nCid\t32\nDora\t33\n", "export").Text.ShouldStartWith("name: Ann; age: 30");

    [Fact]
    public void Extract_CsvWithUnclosedQuote_IsBounded()
    {
        var options = new ExtractionOptions { MaxTokenBytes = 10_000 };
        var csv = "name,text\nAnn,\"never closed\n" + string.Concat(Enumerable.Repeat("word,word\n", 5000));

        var refusal = Extracted.Refusal(csv, "a.csv", options);

        refusal.Code.ShouldBe(ExtractionCodes.TooComplex);
        refusal.Message.ShouldContain("Row 2");
    }

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
    public void Extract_EmptyFile_SaysSo() => Extracted.Refusal([], "a.txt").Code.ShouldBe(ExtractionCodes.FileEmpty);

    [Fact]
    public void Extract_OnlySpace_HasNoText() => Extracted.Refusal(" \n \n", "a.txt").Code.ShouldBe(ExtractionCodes.NoTextFound);

    [Fact]
    public void Extract_WrongExtension_GoesByContent()
    {
        Extracted.From("<!DOCTYPE html><title>T</title><p>Hello <b>there</b>", "page.txt").Text.ShouldBe("T\n\nHello there\n\n");
        Extracted.From("just some words", "document.pdf").Text.ShouldBe("just some words");
    }

    [Theory]
    [InlineData("Ã¤rger Ã¼ber Ã¶fter, grÃ¶ÃŸer und schÃ¶ner. ")]
    [InlineData("\uFFFD\uFFFDx\uFFFD y\uFFFD\uFFFD ")]
    [InlineData("\uE001\uE002\uE003 \uE004\uE005 ")]
    [InlineData("xkcd qwrt zxcv bnml hjkl fghj dfgt rtwp sdfg ")]
    [InlineData("@#$% ^&*( )_+= |}{[ ]:;\" ")]
    public void Extract_Garbage_IsRefused(string piece) =>
        Extracted.Refusal(string.Concat(Enumerable.Repeat(piece, 40)), "a.txt").Code
            .ShouldBeOneOf(ExtractionCodes.GarbageText, ExtractionCodes.NoTextFound);

    [Theory]
    [InlineData("Ein ganz gewöhnlicher Text über größere Dinge, é à Â nicht Ã-frei. ")]
    [InlineData("今天天气很好，我们去公园散步。")]
    [InlineData("วันนี้อากาศดีมาก เราจะไปเดินเล่นที่สวนสาธารณะ ")]
    [InlineData("12.50 13.75 EUR 2024-01-01 100 200 300 ")]
    [InlineData("Prst skrz krk. Vlk zmrzl. Smrt. Dobrý den, jak se máte? ")]
    public void Extract_RealText_IsNotTakenForGarbage(string piece) =>
        Extracted.From(string.Concat(Enumerable.Repeat(piece, 40)), "a.txt").Text.ShouldNotBeEmpty();

    [Fact]
    public void Extract_CsvOfDelimiters_IsBounded() =>
        Extracted.Refusal("name,text\nAnn,hello\n" + new string(',', 20_000), "a.csv", new ExtractionOptions { MaxTokenBytes = 10_000 })
            .Message.ShouldContain("Row 3");

    [Fact]
    public void Extract_TablesOfCodes_AreNotTakenForGarbage()
    {
        var codes = Enumerable.Range(0, 400).Select(i => string.Concat(Enumerable.Range(0, 4).Select(j => "BCDFGHJKLMNPQRST"[(i >> (2 * j)) % 16]))).ToList();
        var rows = string.Concat(codes.Select(code => $"<row><c t='str'><v>{code}</v></c><c t='str'><v>{code}</v></c></row>"));

        Extracted.From("code,other\n" + string.Concat(codes.Select(code => $"{code},{code}\n")), "codes.csv").Blocks.Count.ShouldBe(400);
        Extracted.From(Packages.Xlsx([("Codes", rows)]), "codes.xlsx").Blocks.Count.ShouldBe(401);
    }

    [Fact]
    public void Extract_TableInTheWrongEncoding_IsRefused() =>
        Extracted.Refusal("name,note\n" + string.Concat(Enumerable.Repeat("Ã¤rger,Ã¼ber Ã¶fter grÃ¶ÃŸer\n", 40)), "a.csv").Code.ShouldBe(ExtractionCodes.GarbageText);
}
