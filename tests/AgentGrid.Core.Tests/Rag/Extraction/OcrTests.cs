using System.Buffers.Binary;
using System.IO.Compression;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Extraction.Tools;
using AgentGrid.Testing;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Pictures of text, read by the real tesseract.</summary>
public sealed class OcrTests
{
    private const string First = "Guided tours start at eleven";
    private const string Second = "and last ninety minutes.";

    private const string Cover = "The annual report of the harbour museum in words and pictures";

    [SkippableFact]
    public void Extract_PictureOfText_IsRead()
    {
        Require();
        var read = Extracted.From(Scan(), "photo.bin");

        read.Text.ShouldContain(First);
        read.Text.ShouldContain(Second);
        read.Blocks.ShouldAllBe(block => block.Page == null);
    }

    [SkippableFact]
    public void Extract_ScannedPdf_IsReadPageByPage()
    {
        Require();
        var read = Extracted.From(Pdfs.OfPictures(Scan(), null, Scan()), "scan.pdf");

        read.Blocks.Where(block => block.Text.Contains(First, StringComparison.Ordinal)).Select(block => block.Page).ShouldBe([1, 3]);
    }

    [SkippableFact]
    public void Extract_ScannedPagesAmongPagesOfText_AreReadInTheirPlaces()
    {
        Require();
        var read = Extracted.From(Pdfs.Mixed(Cover, Scan(), null, "Page 4", Scan(), Cover), "mixed.pdf");

        read.Blocks.Where(block => block.Text.Contains(First, StringComparison.Ordinal)).Select(block => block.Page).ShouldBe([2, 5]);
        read.Blocks.Select(block => block.Page).Distinct().ShouldBe([1, 2, 4, 5, 6]);
        read.Blocks.ShouldNotContain(block => block.IsNote);
    }

    [SkippableFact]
    public void Extract_StampedScanWithMuchOnIt_IsRead()
    {
        Require();
        var read = Extracted.From(Pdfs.Mixed(Cover, (Scan(), "Received: 17")), "mixed.pdf");

        read.Text.ShouldContain(First);
    }

    [SkippableFact]
    public void Extract_ScannedPagesAmongPagesOfTextWithoutOcr_AreNotedButNotBlankOnes()
    {
        Require();
        var read = Extracted.From(Pdfs.Mixed(Cover, Scan(), null, Cover), "mixed.pdf", new ExtractionOptions { Tesseract = "" });

        read.Blocks.Single(block => block.IsNote).ShouldSatisfyAllConditions(
            note => note.Page.ShouldBe(2), note => note.Text.ShouldContain("Page 2 is a picture, and the server has no OCR"));
    }

    [SkippableFact]
    public void Extract_ScannedPageThatOcrFailsOn_IsNotedAndTheRestIsRead()
    {
        Require();
        var read = Extracted.From(Pdfs.Mixed(Cover, Scan(), Cover), "mixed.pdf", new ExtractionOptions { OcrLanguages = "xxx" });

        read.Blocks.Single(block => block.IsNote).Text.ShouldContain("'xxx'");
        read.Blocks.Count(block => block.Text.Contains("annual report", StringComparison.Ordinal)).ShouldBe(2);
    }

    [SkippableFact]
    public void Extract_NothingButAScanThatOcrFailsOn_FailsWithTheReason()
    {
        Require();
        Extracted.Refusal(Pdfs.OfPictures(Scan(), null), "scan.pdf", new ExtractionOptions { OcrLanguages = "xxx" })
            .Code.ShouldBe(ExtractionCodes.ExtractorUnavailable);
    }

    [SkippableFact]
    public void Extract_MoreScannedPagesThanAllowed_SaysSoInTheText()
    {
        Require();
        var scans = Pdfs.OfPictures(Scan(), Scan());

        Extracted.From(scans, "scan.pdf", new ExtractionOptions { MaxOcrPages = 1 }).Text.ShouldContain("Only the first 1 scanned pages");
        Extracted.From(scans, "scan.pdf", new ExtractionOptions { MaxOcrPages = 2 }).Text.ShouldNotContain("Only the first");
    }

    [SkippableFact]
    public void Extract_BlankScan_IsNoText()
    {
        Require();
        var refusal = Extracted.Refusal(Pdfs.OfPictures(null, null), "scan.pdf");

        refusal.Code.ShouldBe(ExtractionCodes.NoTextFound);
        refusal.Message.ShouldContain("all of its pages are blank");
    }

    [SkippableFact]
    public void Extract_WithoutOcr_SaysHowToGetIt()
    {
        var options = new ExtractionOptions { Tesseract = "" };
        Extracted.Refusal(Scan(), "photo.png", options).ShouldSatisfyAllConditions(
            refusal => refusal.Code.ShouldBe(ExtractionCodes.UnsupportedFileType), refusal => refusal.Message.ShouldContain("Install tesseract"));

        Requires.Tool(ToolLocator.Find("pdftotext") is null ? "pdftotext (poppler-utils) is not installed." : null);
        Extracted.Refusal(Pdfs.OfPictures(Scan()), "scan.pdf", options).Message.ShouldContain("Install tesseract");
    }

    [SkippableFact]
    public void Extract_DamagedPicture_IsRefused()
    {
        Require();
        Extracted.Refusal(Scan()[..600], "photo.png").Code.ShouldBe(ExtractionCodes.FileCorrupt);
    }

    [SkippableFact]
    public void Extract_PictureThatUnpacksToGigabytes_IsRefused()
    {
        Require();
        Extracted.Refusal(Blank(60_000, 60_000), "bomb.png").Code.ShouldBe(ExtractionCodes.TooComplex);
    }

    [SkippableFact]
    public void Extract_LanguageThatIsNotInstalled_SaysWhich()
    {
        Require();
        var refusal = Extracted.Refusal(Scan(), "photo.png", new ExtractionOptions { OcrLanguages = "xxx" });

        refusal.Code.ShouldBe(ExtractionCodes.ExtractorUnavailable);
        refusal.Message.ShouldContain("'xxx'");
    }

    private static void Require() => Requires.Tool(
        ToolLocator.Find("tesseract") is null ? "tesseract (tesseract-ocr) is not installed."
        : ToolLocator.Find("pdftoppm") is null ? "pdftoppm (poppler-utils) is not installed." : null);

    private static byte[] Scan()
    {
        using var stream = typeof(OcrTests).Assembly.GetManifestResourceStream("scan.png")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>An all-black PNG of one bit for each pixel: half a megabyte that stands for 450.</summary>
    private static byte[] Blank(int width, int height)
    {
        var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            var row = new byte[1 + (width / 8)];
            for (var i = 0; i < height; i++)
            {
                packed.Write(row);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] named = [.. name, .. data];
        var check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(named));
        return [.. length, .. named, .. check];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
