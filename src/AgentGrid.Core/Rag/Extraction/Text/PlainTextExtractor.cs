namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>Text without markup, verbatim: paragraphs end at blank lines, pages at form feeds.</summary>
internal sealed class PlainTextExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var reader = context.OpenText();
        foreach (var block in Paragraphs(reader))
        {
            yield return block;
        }
    }

    internal static IEnumerable<Block> Paragraphs(TextReader reader)
    {
        using var lines = new VerbatimLines(reader);
        var buffer = new BlockBuffer();
        bool blank = false, lineStart = true;
        while (true)
        {
            var ended = Step(lines, buffer, ref blank, ref lineStart, out var finished);
            if (finished is not null)
            {
                yield return finished;
            }

            if (ended)
            {
                break;
            }
        }

        if (!buffer.IsEmpty)
        {
            yield return buffer.Take(BlockKind.Paragraph);
        }
    }

    /// <summary>Takes one line; a paragraph is finished when text follows a blank line, or when it is too long.</summary>
    private static bool Step(VerbatimLines lines, BlockBuffer buffer, ref bool blank, ref bool lineStart, out Block? finished)
    {
        finished = null;
        var line = lines.Next(out var whole);
        if (line.IsEmpty)
        {
            return true;
        }

        var empty = line.IsWhiteSpace();
        if (blank && !empty && !buffer.IsEmpty)
        {
            finished = buffer.Take(BlockKind.Paragraph);
        }
        else if (buffer.IsFull)
        {
            finished = buffer.Take(BlockKind.Paragraph, continues: true);
        }

        blank = empty && lineStart && whole;
        lineStart = whole;
        buffer.Append(line);
        return false;
    }
}
