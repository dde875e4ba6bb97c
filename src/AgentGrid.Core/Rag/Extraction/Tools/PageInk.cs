using System.Globalization;

namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>How much is drawn on a page of a PDF, seen from a small picture of it: a fiftieth of a second, where OCR takes one or two.</summary>
internal static class PageInk
{
    private const string LongestSide = "240";

    /// <summary>Grey values this far from the paper's are no shade of the paper.</summary>
    private const int Contrast = 32;

    public static bool CanMeasure(ExtractionOptions options) => ToolLocator.Find(options.PdfToPpm) is not null;

    /// <summary>Share of the page that differs from its paper, 0 to 1; 1 when it cannot be drawn.</summary>
    public static double Share(ExtractionContext context, string path, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var limits = new ToolLimits(
            context.Options.ToolMemoryMegabytes, AddressSpace: true, context.Options.ToolSeconds, context.Options.ToolOutputBytes);
        using var run = ToolRun.Start(
            ToolLocator.Find(context.Options.PdfToPpm)!, ["-f", number, "-l", number, "-scale-to", LongestSide, "-gray", "-singlefile", path],
            limits, context.Cancellation);
        var (exitCode, _) = run.Finish(context.Cancellation);
        return exitCode == 0 && Pixels(run.Output) is { Length: > 0 } pixels ? Share(pixels) : 1;
    }

    private static double Share(ReadOnlySpan<byte> pixels)
    {
        Span<int> counts = stackalloc int[256];
        var paper = 0;
        foreach (var pixel in pixels)
        {
            paper = ++counts[pixel] > counts[paper] ? pixel : paper;
        }

        var ink = 0;
        for (var grey = 0; grey < counts.Length; grey++)
        {
            ink += Math.Abs(grey - paper) > Contrast ? counts[grey] : 0;
        }

        return ink / (double)pixels.Length;
    }

    /// <summary>The grey values of a picture in the format PGM: three lines of text, then a byte for each pixel.</summary>
    private static byte[] Pixels(Stream picture)
    {
        for (var lines = 0; lines < 3;)
        {
            switch (picture.ReadByte())
            {
                case < 0:
                    return [];
                case '\n':
                    lines++;
                    break;
            }
        }

        var pixels = new MemoryStream();
        picture.CopyTo(pixels);
        return pixels.ToArray();
    }
}
