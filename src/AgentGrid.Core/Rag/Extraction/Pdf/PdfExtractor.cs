using System.Text;
using AgentGrid.Core.Rag.Extraction.Quality;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Tools;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>
/// PDF, read page by page by an external program that can crash or loop without harm. Scanned pages, and a document whose fonts
/// give garbage, are read by OCR when that is installed.
/// </summary>
internal sealed class PdfExtractor : IFormatExtractor
{
    private const int EnoughToJudge = 4000;

    /// <summary>Processor time that any document may take. Real ones take a fraction of it; drawings in drawings make hours of two kilobytes.</summary>
    private const int FreeSeconds = 20;

    /// <summary>Bytes of a document for each further second; real ones are read many times as fast.</summary>
    private const int BytesForASecond = 50_000;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var file = new LocalFile(context.Source);
        var held = new List<Block>();
        var heldChars = 0;
        var quality = new TextQuality();
        var pictures = new PdfPictures(context, file.Path);
        foreach (var block in ReadText(context, file.Path, pictures))
        {
            if (heldChars > EnoughToJudge)
            {
                yield return block;
                continue;
            }

            held.Add(block);
            heldChars += block.Text.Length;
            quality.Add(block.IsNote ? "" : block.Text);
            if (heldChars > EnoughToJudge)
            {
                if (quality.Problem() is not null && Ocr.CanReadPdf(context.Options))
                {
                    held.Clear();
                    break;
                }

                foreach (var released in held)
                {
                    yield return released;
                }
            }
        }

        var isGarbage = heldChars <= EnoughToJudge ? quality.Problem() is not null : held.Count == 0;
        if (heldChars <= EnoughToJudge && !quality.HasWords && pictures.AllBlank)
        {
            throw new ExtractionException(
                ExtractionCodes.NoTextFound, "The PDF has no text and no pictures: all of its pages are blank. Check that it is the document you meant.");
        }

        if (heldChars <= EnoughToJudge && !quality.HasWords && pictures.Failure is { } failure)
        {
            throw failure;
        }

        if (heldChars <= EnoughToJudge || isGarbage)
        {
            foreach (var block in isGarbage && Ocr.CanReadPdf(context.Options) ? Ocr.ReadPdf(context, file.Path) : held)
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> ReadText(ExtractionContext context, string path, PdfPictures pictures)
    {
        var limits = new ToolLimits(
            context.Options.ToolMemoryMegabytes, AddressSpace: true, context.Options.ToolSeconds, context.Options.ToolOutputBytes)
        {
            ProcessorSeconds = (int)Math.Min(context.Options.ToolSeconds, FreeSeconds + (context.Source.Length / BytesForASecond)),
        };
        var poppler = ToolLocator.Find(context.Options.PdfToText);
        var (program, arguments) = poppler is not null
            ? (poppler, ["-enc", "UTF-8", "-eol", "unix", path, "-"])
            : PdfJs.Command(context.Options, path);
        if (poppler is null)
        {
            limits = limits with { AddressSpace = false };
        }

        using var run = ToolRun.Start(program, arguments, limits, context.Cancellation);

        // The same pages as they look on paper: reading order tears the rows of a table apart. Where this run ends early, the pages that it
        // did not come to stay as the other one gave them.
        using var drawn = poppler is null ? null : ToolRun.Start(poppler, ["-layout", .. arguments], limits, context.Cancellation);
        var (exitCode, errors) = run.Finish(context.Cancellation);
        if (exitCode != 0)
        {
            throw PdfErrors.Explain(exitCode, errors, context.Options);
        }

        using var reader = new StreamReader(run.Output, new UTF8Encoding(false));
        using var drawnReader = drawn is null ? null : new StreamReader(drawn.Output, new UTF8Encoding(false));
        using var drawnPages = drawnReader is null ? null : PdfPages.Split(drawnReader, whole: true).GetEnumerator();
        var names = new NameBudget(context.Source.Length);
        var number = 0;
        foreach (var page in PdfPages.Split(reader))
        {
            context.Pages.Reach(++number);
            var tables = drawnPages?.MoveNext() == true ? PdfTables.Read(drawnPages.Current, number, names) : null;
            var text = tables ?? PdfLayout.Blocks(page, number);
            foreach (var block in pictures.Complete(page, number, text))
            {
                yield return block;
            }
        }
    }
}
