using System.Globalization;
using System.Text;
using AgentGrid.Core.Rag.Extraction.Pdf;

namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>Reads pictures of text with tesseract, one page at a time.</summary>
internal static class Ocr
{
    /// <summary>Longest side in pixels that a page is drawn with: 300 dots per inch for A4, and no more for a page as big as a house.</summary>
    private const string LongestSide = "3500";

    /// <summary>Plain grey pixels: packing them as PNG would take longer than reading them.</summary>
    private const string Extension = ".pgm";

    public static bool CanReadPdf(ExtractionOptions options) => CanReadImages(options) && ToolLocator.Find(options.PdfToPpm) is not null;

    public static bool CanReadImages(ExtractionOptions options) => ToolLocator.Find(options.Tesseract) is not null;

    public static IEnumerable<Block> ReadPdf(ExtractionContext context, string path)
    {
        var most = context.Options.MaxOcrPages;
        for (var page = 1; page <= most && ReadPdfPage(context, path, page) is { } blocks; page++)
        {
            foreach (var block in blocks)
            {
                yield return block;
            }
        }

        if (OnPage(context, path, most + 1, static _ => true))
        {
            yield return Block.Paragraph($"(Only the first {most} scanned pages were read.)") with { IsNote = true };
        }
    }

    /// <summary>One page of a PDF; null when it has none of that number.</summary>
    public static List<Block>? ReadPdfPage(ExtractionContext context, string path, int page) =>
        OnPage(context, path, page, picture => Read(context, picture).ConvertAll(block => block with { Page = page }));

    /// <summary>Draws a page and does something with the picture; gives nothing when there is no such page.</summary>
    private static T? OnPage<T>(ExtractionContext context, string path, int page, Func<string, T> action)
    {
        var folder = Directory.CreateTempSubdirectory("agentgrid-ocr-").FullName;
        try
        {
            return Draw(context, path, page, folder) is { } picture ? action(picture) : default;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A picture; one with several pages gives their numbers.</summary>
    public static IEnumerable<Block> ReadImage(ExtractionContext context, string path)
    {
        var blocks = Read(context, path).ToList();
        var isPaged = blocks.Any(static block => block.Page > 1);
        return isPaged ? blocks : blocks.Select(static block => block with { Page = null });
    }

    private static List<Block> Read(ExtractionContext context, string path)
    {
        var program = ToolLocator.Find(context.Options.Tesseract)!;
        using var run = ToolRun.Start(program, [path, "-", "-l", context.Options.OcrLanguages], Limits(context.Options), context.Cancellation);
        var (exitCode, errors) = run.Finish(context.Cancellation);
        if (exitCode != 0)
        {
            throw OcrErrors.Explain(exitCode, errors, context.Options);
        }

        using var reader = new StreamReader(run.Output, new UTF8Encoding(false));
        return [.. PdfPages.Split(reader).SelectMany(static (page, i) => PdfLayout.Blocks(page, i + 1))];
    }

    /// <summary>Draws one page; null behind the last.</summary>
    private static string? Draw(ExtractionContext context, string path, int page, string folder)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var target = Path.Combine(folder, "page-" + number);
        var program = ToolLocator.Find(context.Options.PdfToPpm)!;
        using var run = ToolRun.Start(
            program, ["-f", number, "-l", number, "-scale-to", LongestSide, "-gray", "-singlefile", path, target],
            Limits(context.Options), context.Cancellation);
        var (exitCode, errors) = run.Finish(context.Cancellation);
        if (exitCode == 0 && File.Exists(target + Extension))
        {
            return target + Extension;
        }

        // Poppler says so, and nothing else, when there is no such page.
        return page > 1 && errors.Contains("Wrong page range", StringComparison.Ordinal)
            ? null
            : throw PdfErrors.Explain(exitCode, errors, context.Options);
    }

    private static ToolLimits Limits(ExtractionOptions options) =>
        new(options.ToolMemoryMegabytes, AddressSpace: true, options.ToolSeconds, options.ToolOutputBytes);
}
