using System.Text;
using AgentGrid.Core.Rag.Extraction;
using static AgentGrid.Core.Tests.Rag.Extraction.Packages;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class ZipTests
{
    [Fact]
    public void Extract_Zip_GivesEachDocumentUnderItsNameAndNoPath()
    {
        var bytes = Zip(("../../etc/passwd.txt", "first words"), ("C:\\temp\\b.md", "# Second\n\nmore words"), ("__MACOSX/x.txt", "junk"), ("folder/", ""));

        var found = Extracted.From(bytes, "docs.zip");

        found.Headings.ShouldBe(["passwd.txt", "b.md", "Second"]);
        found.Text.ShouldContain("first words\n");
        found.Text.ShouldNotContain("junk");
    }

    [Fact]
    public void Extract_ZipWithOneUnreadableFile_ReadsTheOthersAndSaysSo()
    {
        var found = Extracted.From(Zip(("a.txt", Encoding.UTF8.GetBytes("some words")), ("b.exe", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1])), "x.zip");

        found.Text.ShouldContain("some words");
        found.Text.ShouldContain("b.exe was not read");
    }

    [Fact]
    public void Extract_ZipOfNothingReadable_Fails() =>
        Extracted.Refusal(Zip(("b.exe", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1])), "x.zip").Code.ShouldBe(ExtractionCodes.NoTextFound);

    [Fact]
    public void Extract_ZipWithAnEncryptedFile_ReadsTheOthersAndSaysSo()
    {
        var text = Extracted.From(Encrypted(Zip(("a.txt", "some words"), ("b.txt", "secret words")), "b.txt"), "x.zip").Text;

        text.ShouldContain("some words");
        text.ShouldContain("(b.txt was not read: it is protected with a password.)");
        text.ShouldNotContain("secret");
    }

    [Fact]
    public void Extract_ZipOfEncryptedFiles_SaysSo() =>
        Extracted.Refusal(Encrypted(Zip(("b.txt", "secret words")), "b.txt"), "x.zip").Code.ShouldBe(ExtractionCodes.FileEncrypted);

    [Fact]
    public void Extract_ZipWithADamagedFile_ReadsTheOthersAndSaysSo()
    {
        var bytes = Zip(("a.txt", "some words"), ("b.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"words {i * 7919 % 1000} "))));
        var name = bytes.AsSpan().IndexOf("b.txt"u8);
        bytes.AsSpan(name + 10, 200).Fill(0xFF);

        var text = Extracted.From(bytes, "x.zip").Text;

        text.ShouldContain("some words");
        text.ShouldContain("b.txt was not read");
    }

    [Fact]
    public void Extract_ZipOfNothingButTooDeepZips_SaysThat()
    {
        var bytes = Zip(("a.txt", "the innermost words"));
        for (var i = 0; i < 5; i++)
        {
            bytes = Zip(($"l{i}.zip", bytes));
        }

        Extracted.Refusal(bytes, "deep.zip").Message.ShouldContain("containers deep");
    }

    [Fact]
    public void Extract_ZipBomb_IsRefused()
    {
        var bytes = Zip(("zeros.txt", new byte[120_000_000]));

        bytes.Length.ShouldBeLessThan(2_000_000);
        Extracted.Refusal(bytes, "bomb.zip").Code.ShouldBe(ExtractionCodes.ArchiveBomb);
    }

    [Fact]
    public void Extract_NestedZipBomb_IsRefusedByItsSum()
    {
        var inner = Zip(("zeros.txt", new byte[15_000_000]));
        var middle = Zip([.. Enumerable.Range(0, 10).Select(i => ($"{i}.zip", inner))]);

        Extracted.Refusal(Zip(("m.zip", middle)), "bomb.zip").Code.ShouldBe(ExtractionCodes.ArchiveBomb);
    }

    [Fact]
    public void Extract_ZipInZipInZip_StopsAtTheDepth()
    {
        var bytes = Zip(("a.txt", "the innermost words"));
        for (var i = 0; i < 6; i++)
        {
            bytes = Zip(("inner.zip", bytes), ("beside.txt", Encoding.UTF8.GetBytes($"words of level {i}")));
        }

        var text = Extracted.From(bytes, "deep.zip").Text;

        text.ShouldContain("words of level 5");
        text.ShouldContain("containers deep");
        text.ShouldNotContain("innermost");
    }

    [Fact]
    public void Extract_ZipOfManyEntries_IsRefused() =>
        Extracted.Refusal(Zip([.. Enumerable.Range(0, 300).Select(i => ($"{i}.txt", "words"))]), "x.zip", new ExtractionOptions { MaxArchiveEntries = 200 })
            .Code.ShouldBe(ExtractionCodes.TooComplex);

    /// <summary>The same archive with the mark of encryption on one entry, in its own header and in the directory.</summary>
    private static byte[] Encrypted(byte[] zip, string name)
    {
        for (var at = 0; zip.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(name)) is >= 0 and var found; at += found + 1)
        {
            var start = at + found;
            if (start >= 46 && zip.AsSpan(start - 46, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                zip[start - 46 + 8] |= 1;
            }
            else
            {
                zip[start - 30 + 6] |= 1;
            }
        }

        return zip;
    }

    [Fact]
    public void Extract_ZipOfDocuments_PutsEachUnderItsName()
    {
        var zip = Zip(
            ("book.xlsx", Xlsx([("Prices", "<row><c t='str'><v>Some words</v></c></row>")])), ("guide.md", "# Tours\n\nTours start at eleven.\n"u8.ToArray()),
            ("more.zip", Zip(("inner.md", "# Lamps\n\nLamps burn oil.\n"))));

        Extracted.From(zip, "a.zip").Blocks.Where(block => block.Kind == BlockKind.Heading).Select(block => (block.Level, block.Title)).ShouldBe(
            [(1, "book.xlsx"), (2, "Prices"), (1, "guide.md"), (2, "Tours"), (1, "more.zip"), (2, "inner.md"), (3, "Lamps")]);
    }
}
