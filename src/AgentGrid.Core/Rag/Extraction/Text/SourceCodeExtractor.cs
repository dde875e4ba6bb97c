namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>Program text, verbatim: a block ends where a blank line is followed by a line that is not indented.</summary>
internal sealed class SourceCodeExtractor : IFormatExtractor
{
    private const int PreferredChars = 2048;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var reader = context.OpenText();
        using var lines = new VerbatimLines(reader);
        var buffer = new BlockBuffer();
        var blank = false;
        var length = 0;
        while (true)
        {
            var ended = Step(lines, buffer, ref blank, ref length, out var finished);
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
            yield return buffer.Take(BlockKind.Code);
        }
    }

    private static bool Step(VerbatimLines lines, BlockBuffer buffer, ref bool blank, ref int length, out Block? finished)
    {
        finished = null;
        var line = lines.Next(out _);
        if (line.IsEmpty)
        {
            return true;
        }

        var topLevel = blank && !char.IsWhiteSpace(line[0]) && line[0] is not ('}' or ')' or ']');
        if (topLevel && length > 0)
        {
            finished = buffer.Take(BlockKind.Code);
        }
        else if (length >= PreferredChars)
        {
            finished = buffer.Take(BlockKind.Code, continues: true);
        }

        length = finished is null ? length + line.Length : line.Length;
        blank = line.IsWhiteSpace();
        buffer.Append(line);
        return false;
    }
}
