namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>
/// Markdown, verbatim and line by line (no tree, so its size does not matter): headings of both kinds, fenced code, lists,
/// tables, paragraphs. The extracted text is the file's own text.
/// </summary>
internal sealed class MarkdownExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var reader = context.OpenText();
        foreach (var block in Blocks(reader))
        {
            yield return block;
        }
    }

    internal static IEnumerable<Block> Blocks(TextReader reader)
    {
        using var lines = new VerbatimLines(reader);
        var scan = new MarkdownScan();
        while (true)
        {
            var line = lines.Next(out var whole);
            if (line.IsEmpty)
            {
                break;
            }

            scan.Take(line, whole);
            while (scan.Finished.TryDequeue(out var block))
            {
                yield return block;
            }
        }

        scan.End();
        while (scan.Finished.TryDequeue(out var block))
        {
            yield return block;
        }
    }
}
