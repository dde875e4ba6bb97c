namespace AgentGrid.Core.Rag.Extraction.Quality;

/// <summary>Lets a document's blocks pass only when they are language: judged on the beginning before any is let go, and on the whole at the end.</summary>
internal static class QualityGate
{
    private const int BeginningChars = 20_000;

    private const int SampledBlocks = 8;

    public static IEnumerable<Block> Pass(IEnumerable<Block> blocks, FileKind kind)
    {
        var quality = new TextQuality();
        var held = new List<Block>();
        var heldChars = 0;
        var beginning = true;
        var seen = 0;
        foreach (var block in blocks)
        {
            // Of a long document every eighth block tells enough.
            seen++;
            if (beginning || seen % SampledBlocks == 0)
            {
                quality.Add(block.Text);
            }

            if (!beginning)
            {
                yield return block;
                continue;
            }

            held.Add(block);
            heldChars += block.Text.Length;
            if (heldChars < BeginningChars)
            {
                continue;
            }

            Judge(quality, kind, whole: false);
            beginning = false;
            foreach (var released in held)
            {
                yield return released;
            }

            held.Clear();
        }

        Judge(quality, kind, whole: true);
        foreach (var released in held)
        {
            yield return released;
        }
    }

    private static void Judge(TextQuality quality, FileKind kind, bool whole)
    {
        if (whole && !quality.HasWords)
        {
            throw new ExtractionException(
                ExtractionCodes.NoTextFound,
                kind is FileKind.Pdf or FileKind.Image
                    ? "The document holds pictures of pages and no text. Install tesseract on the server to read scans, or upload a version with text."
                    : "No words were found in the file. Check that it is the document you meant.");
        }

        // Program text and tables may look like anything.
        if (kind != FileKind.SourceCode && quality.Problem() is { } problem)
        {
            throw new ExtractionException(ExtractionCodes.GarbageText, problem);
        }
    }
}
