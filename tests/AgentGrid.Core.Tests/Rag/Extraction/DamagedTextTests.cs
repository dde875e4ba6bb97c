using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.TextSamples;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Text that no encoding explains in full is read where most of it is sound, and refused where it is not.</summary>
public sealed class DamagedTextTests
{
    [Theory]
    [InlineData(Russian, 1)]
    [InlineData(Russian, 300)]
    [InlineData(German, 1)]
    [InlineData(German, 300)]
    [InlineData(Chinese, 1)]
    [InlineData(Chinese, 300)]
    [InlineData(Japanese, 1)]
    [InlineData(Japanese, 300)]
    public void Extract_Utf8WithABadByte_LosesThatCharacterOnly(string text, int times)
    {
        var whole = string.Concat(Enumerable.Repeat(text + "\n", times));
        var bytes = Encoding.UTF8.GetBytes(whole);
        var letter = Array.FindLastIndex(bytes, b => b >= 0xC0);

        Extracted.From(bytes[..(letter + 1)], "cut.txt").Text.ShouldBe(Encoding.UTF8.GetString(bytes, 0, letter) + '\uFFFD');
        Extracted.From([.. bytes, 0xFF, .. bytes], "middle.txt").Text.ShouldBe(whole + '\uFFFD' + whole);
        Extracted.From([.. bytes, .. Encoding.Latin1.GetBytes("Café Zürich")], "mixed.txt").Text.ShouldBe(whole + "Caf\uFFFD Z\uFFFDrich");
    }

    [Fact]
    public void Extract_Utf8WithABadByteFarBehind_IsUtf8()
    {
        var text = string.Concat(Enumerable.Repeat(German + "\n", 2000));

        Extracted.From([.. Encoding.UTF8.GetBytes(text), 0xE9, .. " end"u8], "note.txt").Text.ShouldBe(text + "\uFFFD end");
    }

    [Theory]
    [InlineData("", "a.jsonl")]
    [InlineData("\uFEFF", "a.jsonl")]
    public void Extract_JsonWithABadByte_LosesThatCharacterOnly(string mark, string name)
    {
        var records = mark + string.Concat(Enumerable.Repeat($"{{\"text\":\"{Russian}\"}}\n", 30));
        byte[] bytes = [.. Encoding.UTF8.GetBytes(records), .. "{\"text\":\"caf"u8, 0xE9, .. " au lait\"}\n"u8];

        var text = Extracted.From(bytes, name).Text;

        text.ShouldContain(Russian);
        text.ShouldContain("caf\uFFFD au lait");
    }

    [Fact]
    public void Extract_PageThatDeclaresAnotherCharsetThanItsBytes_IsReadByItsBytes()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"<html><head><meta charset=\"windows-1251\"></head><body><p>{Russian}</p><p>"), 0xFF, .. "</p></body></html>"u8];

        Extracted.From(bytes, "a.html").Text.ShouldContain(Russian);
    }

    [Fact]
    public void Extract_HalfOfItMalformed_IsRefusedAsGarbage()
    {
        // Every third letter lost: no charset explains it.
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0xD0, 0xB0, 0xD0, 0xB1, 0xFF, 0x20], 400).SelectMany(part => part)];

        Extracted.Refusal(bytes, "a.txt").Code.ShouldBe(ExtractionCodes.GarbageText);
    }

    [Theory]
    [InlineData(10029, Polish)]
    [InlineData(10029, Czech)]
    [InlineData(10081, Turkish)]
    public void Extract_EncodingThatCannotBeTold_IsRefusedAsGarbage(int codePage, string text) =>
        Extracted.Refusal(CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text + "\n" + text + "\n" + text), "note.txt")
            .Code.ShouldBe(ExtractionCodes.GarbageText);

    [Fact]
    public void Extract_TextEncodedTwice_IsRefusedAsGarbage()
    {
        var once = string.Concat(Enumerable.Repeat("Die Kündigungsfrist beträgt drei Monate, sagt der Vermieter aus dem Norden.\n", 20));
        var twice = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(Encoding.UTF8.GetBytes(once));

        Extracted.From(once, "note.txt").Text.ShouldBe(once);
        Extracted.Refusal(twice, "note.txt").Code.ShouldBe(ExtractionCodes.GarbageText);
    }

    [Fact]
    public void Extract_RandomBytes_AreRefusedAsUnsupported()
    {
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);

        Extracted.Refusal(bytes, "letter.txt").Code.ShouldBe(ExtractionCodes.UnsupportedFileType);
    }

    [Fact]
    public void Extract_NulAndHalfSurrogates_AreMadeStorable()
    {
        var text = Extracted.From("{\"a\":\"one \\u0000 two \\ud83d three\"}", "a.json").Text;

        text.ShouldNotContain('\0');
        text.ShouldContain("three");
        text.ShouldAllBe(c => !char.IsSurrogate(c));
    }
}
