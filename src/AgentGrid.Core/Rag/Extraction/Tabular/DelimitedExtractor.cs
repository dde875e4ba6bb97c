namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>Delimiter-separated values: one block a row, each cell under its column's name.</summary>
internal sealed class DelimitedExtractor : IFormatExtractor
{
    private const int HeadChars = 32 * 1024;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        var delimiter = FindDelimiter(context);
        using var text = context.OpenText();
        var reader = new DelimitedReader(text, delimiter, context.Options.MaxTokenBytes);
        string[] headers = [];
        var first = true;
        while (reader.Read() is { } row)
        {
            if (first && RowText.IsHeader(row))
            {
                headers = [.. row.Select(cell => cell.Trim())];
            }
            else if (RowText.Of(headers, row) is { Length: > 0 } line)
            {
                foreach (var block in LongText.Split(BlockKind.TableRow, line + "\n", page: null))
                {
                    yield return block;
                }
            }

            first = false;
        }

        if (reader.Rows == 1 && headers.Length > 0)
        {
            yield return Block.Row(RowText.Of([], headers));
        }
    }

    private static char FindDelimiter(ExtractionContext context)
    {
        using var text = context.OpenText();
        var head = new char[HeadChars];
        var length = text.ReadBlock(head);
        return DelimiterGuess.Find(new string(head, 0, length)) ?? (context.Source.Extension is "tsv" or "tab" ? '\t' : ',');
    }
}
