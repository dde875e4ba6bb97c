namespace AgentGrid.Core.Rag.Extraction.Quality;

/// <summary>Lets a document's blocks pass only when they are language: judged on the beginning before any is let go, and on the whole at the end.</summary>
internal static class QualityGate
{
    private const int BeginningChars = 20_000;

    private const int SampledBlocks = 8;

    /// <param name="blocks">The document.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="readsPictures">Whether OCR would have read pictures in it.</param>
    public static IEnumerable<Block> Pass(IEnumerable<Block> blocks, FileKind kind, bool readsPictures = false)
    {
        var quality = new TextQuality();
        var held = new List<Block>();
        var heldChars = 0;
        var beginning = true;
        var seen = 0;
        foreach (var block in blocks)
        {
            // Of a long document every eighth block tells enough; our own notes tell nothing.
            seen++;
            if ((beginning || seen % SampledBlocks == 0) && !block.IsNote)
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

            Judge(quality, kind, readsPictures, whole: false);
            beginning = false;
            foreach (var released in held)
            {
                yield return released;
            }

            held.Clear();
        }

        Judge(quality, kind, readsPictures, whole: true);
        foreach (var released in held)
        {
            yield return released;
        }
    }

    private static void Judge(TextQuality quality, FileKind kind, bool readsPictures, bool whole)
    {
        if (whole && !quality.HasWords)
        {
            throw new ExtractionException(
                ExtractionCodes.NoTextFound,
                kind is not (FileKind.Pdf or FileKind.Image) ? "No words were found in the file. Check that it is the document you meant."
                : readsPictures ? "The document holds pictures, and OCR found no words on them. Upload a clearer scan, or a version with text."
                : "The document holds pictures of pages and no text. Install tesseract and poppler-utils on the server to read scans, or upload a version with text.");
        }

        // Program text may look like anything; what tables hold need not be words.
        if (kind != FileKind.SourceCode && quality.Problem(ofWords: kind is not (FileKind.Delimited or FileKind.Xlsx)) is { } problem)
        {
            throw new ExtractionException(ExtractionCodes.GarbageText, problem);
        }
    }
}
