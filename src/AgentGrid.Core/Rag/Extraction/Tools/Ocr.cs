using System.Globalization;
using System.Text;
using AgentGrid.Core.Rag.Extraction.Pdf;

namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>Reads pictures of text with tesseract, one page at a time.</summary>
internal static class Ocr
{
    /// <summary>Dots per inch at which pages are drawn.</summary>
    private const string Resolution = "200";

    /// <summary>Longest side in pixels that a page is drawn with, so that a page as big as a house costs no more than others.</summary>
    private const string LongestSide = "3500";

    public static bool CanReadPdf(ExtractionOptions options) => CanReadImages(options) && ToolLocator.Find(options.PdfToPpm) is not null;

    public static bool CanReadImages(ExtractionOptions options) => ToolLocator.Find(options.Tesseract) is not null;

    public static IEnumerable<Block> ReadPdf(ExtractionContext context, string path)
    {
        var folder = Directory.CreateTempSubdirectory("agentgrid-ocr-").FullName;
        try
        {
            for (var page = 1; page <= context.Options.MaxOcrPages; page++)
            {
                if (Draw(context, path, page, folder) is not { } picture)
                {
                    yield break;
                }

                foreach (var block in ReadImage(context, picture, page))
                {
                    yield return block;
                }

                File.Delete(picture);
            }

            yield return Block.Paragraph($"(Only the first {context.Options.MaxOcrPages} scanned pages were read.)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static IEnumerable<Block> ReadImage(ExtractionContext context, string path, int? page)
    {
        var program = ToolLocator.Find(context.Options.Tesseract)!;
        using var run = ToolRun.Start(program, [path, "-", "-l", context.Options.OcrLanguages], Limits(context.Options), context.Cancellation);
        using var reader = new StreamReader(run.Output, new UTF8Encoding(false));
        var text = reader.ReadToEnd();
        run.Finish(context.Cancellation);
        foreach (var block in PdfLayout.Blocks(text.Replace("\f", "", StringComparison.Ordinal), page ?? 1))
        {
            yield return block with { Page = page };
        }
    }

    /// <summary>Draws one page; null behind the last.</summary>
    private static string? Draw(ExtractionContext context, string path, int page, string folder)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var target = Path.Combine(folder, "page-" + number);
        var program = ToolLocator.Find(context.Options.PdfToPpm)!;
        using var run = ToolRun.Start(
            program, ["-f", number, "-l", number, "-r", Resolution, "-scale-to", LongestSide, "-gray", "-png", "-singlefile", path, target],
            Limits(context.Options), context.Cancellation);
        run.Output.CopyTo(Stream.Null);
        run.Finish(context.Cancellation);
        return File.Exists(target + ".png") ? target + ".png" : null;
    }

    private static ToolLimits Limits(ExtractionOptions options) =>
        new(options.ToolMemoryMegabytes, AddressSpace: true, options.ToolSeconds, options.ToolOutputBytes);
}
