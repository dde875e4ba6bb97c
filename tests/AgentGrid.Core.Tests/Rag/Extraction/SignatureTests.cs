using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Binary formats are told by more than what a text may begin with.</summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData("SQLite is a library that keeps a database in one file.")]
    [InlineData("SQLite format 3 is what its files begin with.")]
    [InlineData("ID3 is a decision tree algorithm by Ross Quinlan.")]
    [InlineData("GIF89a is the version of the format with transparency.")]
    [InlineData("Rar! is what those archives begin with.")]
    [InlineData("The ftyp box comes first in a file of that family.")]
    [InlineData("# Formats\n\nA document begins with `%PDF-1.7` and ends with `%%EOF`.")]
    [InlineData("# Formate\n\nEin schönes Dokument beginnt mit `%PDF-1.7`, größere auch.")]
    public void Extract_TextThatBeginsLikeABinaryFormat_IsText(string text)
    {
        Extracted.From(text, "note.md").Text.ShouldContain(text[^20..]);
        Extracted.From(text, "note.md", Encoding.Latin1).Text.ShouldContain(text[^12..]);
    }

    [Theory]
    [InlineData("SQLite format 3\0\u0010\0\u0001\u0001\0", "SQLite database")]
    [InlineData("ID3\u0004\0\0\0\0\u0008\u0001TIT2", "audio or video")]
    [InlineData("\0\0\0\u0018ftypmp42", "audio or video")]
    [InlineData("Rar!\u001A\u0007\u0001\0", "RAR archive")]
    public void Extract_BinaryFormat_IsNamed(string bytes, string name)
    {
        var refusal = Extracted.Refusal(Encoding.Latin1.GetBytes(bytes.PadRight(400, '\0')), "note.txt");

        refusal.Code.ShouldBe(ExtractionCodes.UnsupportedFileType);
        refusal.Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\u00EF\u00BB\u00BF")]
    [InlineData("junk of a mail gateway\0\u0001\u0002")]
    public void Detect_PdfBehindOtherBytes_IsPdf(string before)
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes(before), .. Pdfs.Of("one page")];

        new DocumentExtractor(new ExtractionOptions(), TimeProvider.System).Detect(ExtractionSource.FromBytes(bytes, "a.bin"))
            .Kind.ShouldBe(FileKind.Pdf);
    }
}
