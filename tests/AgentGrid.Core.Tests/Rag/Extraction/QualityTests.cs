using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Text that nothing could be found in is refused, and what only looks odd is not.</summary>
public sealed class QualityTests
{
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
