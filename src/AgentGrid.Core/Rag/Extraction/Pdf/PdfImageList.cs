using System.Globalization;
using System.Text;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>The pages of a PDF that have pictures large enough to hold text, by poppler's <c>pdfimages</c>, which lies beside <c>pdftoppm</c>.</summary>
internal sealed class PdfImageList(ExtractionContext context, string path)
{
    /// <summary>A quarter of a page at 72 dots per inch. Logos and icons have fewer pixels, scans many more.</summary>
    private const long LeastPixels = 125_000;

    private HashSet<int>? _pages;

    /// <summary>Whether a page is among them; none is when the program is missing or fails.</summary>
    public bool Contains(int page) => (_pages ??= Read()).Contains(page);

    private HashSet<int> Read()
    {
        var pages = new HashSet<int>();
        if (Program() is not { } program)
        {
            return pages;
        }

        var limits = new ToolLimits(
            context.Options.ToolMemoryMegabytes, AddressSpace: true, context.Options.ToolSeconds, context.Options.ToolOutputBytes);
        using var run = ToolRun.Start(program, ["-list", path], limits, context.Cancellation);
        using var reader = new StreamReader(run.Output, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            // page, number, type, width, height, and more that does not matter
            var columns = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > 5 && Number(columns[0]) is > 0 and var page && Number(columns[3]) * Number(columns[4]) >= LeastPixels)
            {
                pages.Add((int)page);
            }
        }

        return pages;
    }

    private string? Program() =>
        ToolLocator.Find(context.Options.PdfToPpm) is { } draws && Path.GetDirectoryName(draws) is { } folder
            ? ToolLocator.Find(Path.Combine(folder, "pdfimages" + Path.GetExtension(draws)))
            : null;

    private static long Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
