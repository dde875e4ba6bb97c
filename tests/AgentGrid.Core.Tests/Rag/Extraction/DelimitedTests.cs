using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class DelimitedTests
{
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
    public void Extract_CsvOfDelimiters_IsBounded() =>
        Extracted.Refusal("name,text\nAnn,hello\n" + new string(',', 20_000), "a.csv", new ExtractionOptions { MaxTokenBytes = 10_000 })
            .Message.ShouldContain("Row 3");
}
