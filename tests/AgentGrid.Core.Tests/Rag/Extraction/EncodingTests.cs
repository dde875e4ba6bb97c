using System.Text;
using AgentGrid.Core.Rag.Extraction.Encodings;
using static AgentGrid.Core.Tests.Rag.Extraction.TextSamples;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class EncodingTests
{
    [Fact]
    public void Extract_Utf7_IsRefusedWithItsName() =>
        Extracted.Refusal("Die W+AOQ-rmepumpe l+AOQ-uft im Winter l+AOQ-nger, +AMQ-hnlich.", "a.txt").Message.ShouldContain("UTF-7");

    [Theory]
    [InlineData("Call +49-30-1234 or +44-20-7946, C++ and a+b-c: 1+1-1, x+yzz-w, +123-456.")]
    [InlineData("See a+AOQ-b once, and +1-800-555.")]
    [InlineData("In Ruby ~{ab~} and LaTeX~{x} braces, ~{abc~}, ~{ and ~}")]
    public void Extract_AsciiWithPlusesAndBraces_IsVerbatim(string text) => Extracted.From(text, "a.txt").Text.ShouldBe(text);

    [Theory]
    [InlineData(932, Japanese)]
    [InlineData(51932, Japanese)]
    [InlineData(54936, Chinese)]
    [InlineData(936, Chinese)]
    [InlineData(950, Taiwanese)]
    [InlineData(949, Korean)]
    [InlineData(1251, Russian)]
    [InlineData(1251, Ukrainian)]
    [InlineData(20866, Russian)]
    [InlineData(866, Russian)]
    [InlineData(28595, Russian)]
    [InlineData(1252, German)]
    [InlineData(1252, French)]
    [InlineData(1252, Spanish)]
    [InlineData(1250, Polish)]
    [InlineData(1250, Czech)]
    [InlineData(1253, Greek)]
    [InlineData(1254, Turkish)]
    [InlineData(1255, Hebrew)]
    [InlineData(1256, Arabic)]
    [InlineData(1257, Latvian)]
    [InlineData(874, Thai)]
    [InlineData(850, German)]
    [InlineData(850, Spanish)]
    [InlineData(850, Swedish)]
    [InlineData(437, German)]
    [InlineData(437, Spanish)]
    [InlineData(10000, German)]
    [InlineData(10000, French)]
    [InlineData(10000, Spanish)]
    [InlineData(852, Polish)]
    [InlineData(852, Czech)]
    [InlineData(857, Turkish)]
    [InlineData(737, GreekOfDos)]
    [InlineData(10007, Russian)]
    [InlineData(10007, Ukrainian)]
    [InlineData(21866, Ukrainian)]
    [InlineData(28592, Polish)]
    [InlineData(28592, Czech)]
    [InlineData(1250, Hungarian)]
    [InlineData(1252, Swedish)]
    [InlineData(1252, Typographic)]
    [InlineData(1252, "Price\u00A0100 and\u00A0200 more\u00A0words")]
    [InlineData(1252, "Items:\n• one\n• two\n• three\n")]
    [InlineData(1252, "It is 20 °C and 30°C outside, ±5 %")]
    [InlineData(28605, "Der Mietvertrag für die Räume beginnt im März; die Gebühr beträgt 50 €.")]
    [InlineData(1252, "Take 1½ cups of sugar, ¼ litre of crème fraîche and ¾ of the jalapeños.")]
    [InlineData(50220, Japanese)]
    [InlineData(50225, Korean)]
    [InlineData(28596, Arabic)]
    [InlineData(28596, "هطلت أمطار غزيرة الليلة الماضية في القاهرة ولم يتمكن الأطفال من الخروج.")]
    [InlineData(52936, Chinese)]
    public void Extract_LegacyEncoding_IsDetected(int codePage, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        Extracted.From(text, "note.txt", encoding).Text.ShouldBe(text);
        Extracted.From("Title: notes\r\n\r\n" + text + "\r\nend of notes\r\n", "note.txt", encoding).Text.ShouldContain(text);
    }

    public static TheoryData<string, bool> UnicodeForms()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in (string[])["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"])
        {
            data.Add(name, true);
            data.Add(name, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(UnicodeForms))]
    public void Extract_UnicodeWithAndWithoutMark_IsDetected(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in (string[])[German, Russian + "\n" + Russian, Chinese, Japanese, Arabic, Korean, Hebrew, Greek, Thai, Hindi, Polish, "Plain ASCII only, nothing else here.\n", "emoji 😀 and text"])
        {
            byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

            Extracted.From(bytes, "note.txt").Text.ShouldBe(text);
        }
    }

    [Fact]
    public void Extract_Utf8WithFirstForeignByteFarBehind_IsUtf8()
    {
        var text = new string('a', 200_000).Replace("aaaaaaaaaa", "word word ", StringComparison.Ordinal) + "größer";

        Extracted.From(text, "note.txt").Text.ShouldBe(text);
    }

    [Fact]
    public void Extract_LegacyEncodingWithFirstForeignByteFarBehind_IsDetected()
    {
        var text = string.Concat(Enumerable.Repeat("plain words only, again and again\n", 8000)) + Japanese;

        Extracted.From(text, "note.txt", CodePagesEncodingProvider.Instance.GetEncoding(932)!).Text.ShouldEndWith(Japanese);
    }

    [Fact]
    public void Extract_EscapesOfATerminal_AreNotTakenForACharset()
    {
        const string Log = "\u001B[31merror\u001B[0m the lamp is broken\n\u001B[32mok\u001B[0m the lamp works\n";

        Extracted.From(Log, "build.log").Text.ShouldBe(Log);
    }

    [Fact]
    public void Extract_CharacterAcrossReadBuffers_IsNotBroken()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string(' ', (64 * 1024) - shift) + "word 漢字😀 and more";

            TextEncodingDetector.Detect(new MemoryStream(Encoding.UTF8.GetBytes(text)))!.Certain.ShouldBeTrue();
        }
    }
}
