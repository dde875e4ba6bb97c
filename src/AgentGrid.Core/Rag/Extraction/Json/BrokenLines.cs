using System.Text;
using System.Text.Json;
using AgentGrid.Core.Rag.Extraction.Text;

namespace AgentGrid.Core.Rag.Extraction.Json;

/// <summary>
/// JSON Lines from where one was found to be malformed: lines that are JSON are records, others are text, as in a log that some
/// programs write JSON to.
/// </summary>
internal static class BrokenLines
{
    /// <summary>A record longer than this is text.</summary>
    private const int LongestRecord = 64 * 1024;

    /// <param name="reader">Begins within the malformed line.</param>
    public static IEnumerable<Block> Blocks(TextReader reader, JsonFlattener flattener, ExtractionOptions options)
    {
        using var lines = new VerbatimLines(reader, LongestRecord);
        var (first, wasWhole) = (true, false);
        while (Next(lines, out var whole) is { Length: > 0 } line)
        {
            if (!wasWhole || !whole || !TakeRecord(line, flattener, options))
            {
                flattener.End();
                foreach (var block in LongText.Split(BlockKind.Paragraph, line.TrimEnd('\r', '\n') + "\n", page: null).Where(static block => !string.IsNullOrWhiteSpace(block.Text)))
                {
                    yield return block;
                }

                // The rest of a record at the very end is what a writer or a copy left when it was stopped.
                if (first && whole && reader.Peek() < 0 && !line.EndsWith('\n'))
                {
                    yield return Block.Paragraph("(The last record of the file is cut off.)") with { IsNote = true };
                }
            }

            while (flattener.Finished.TryDequeue(out var block))
            {
                yield return block;
            }

            (first, wasWhole) = (false, whole);
        }
    }

    private static string Next(VerbatimLines lines, out bool whole) => lines.Next(out whole).ToString();

    /// <summary>Takes a line that is one object or array; looks first, so that half a record is not taken.</summary>
    private static bool TakeRecord(string line, JsonFlattener flattener, ExtractionOptions options)
    {
        if (line.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(line);
        var settings = new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = options.MaxDepth };
        try
        {
            var look = new Utf8JsonReader(bytes, settings);
            while (look.Read())
            {
            }
        }
        catch (JsonException)
        {
            return false;
        }

        var reader = new Utf8JsonReader(bytes, settings);
        while (reader.Read())
        {
            flattener.Take(ref reader);
        }

        return true;
    }
}
