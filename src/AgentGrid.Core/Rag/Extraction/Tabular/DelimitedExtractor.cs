namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>Delimiter-separated values: one block a row, each cell under its column's name.</summary>
internal sealed class DelimitedExtractor : IFormatExtractor
{
    private const int HeadChars = 32 * 1024;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        var (delimiter, declared) = FindDelimiter(context);
        using var text = context.OpenText();
        if (declared)
        {
            text.ReadLine();
        }

        var reader = new DelimitedReader(text, delimiter, context.Options.MaxTokenBytes);
        var rows = new HeadedRows(new NameBudget(context.Source.Length));
        while (reader.Read() is { } row)
        {
            foreach (var block in rows.Take(row).Where(line => line.Length > 0).SelectMany(Blocks))
            {
                yield return block;
            }
        }

        foreach (var block in rows.End().SelectMany(Blocks))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Blocks(string line) => LongText.Split(Block.Row(line));

    /// <summary>The delimiter, and whether the file begins with a line that says it (<c>sep=;</c>, as Excel reads and writes it).</summary>
    private static (char Delimiter, bool Declared) FindDelimiter(ExtractionContext context)
    {
        using var text = context.OpenText();
        var head = new char[HeadChars];
        var length = text.ReadBlock(head);
        if (head.AsSpan(0, length) is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var said, '\r' or '\n', ..] && said is not ('\r' or '\n' or '"'))
        {
            return (said, true);
        }

        return (DelimiterGuess.Find(new string(head, 0, length)) ?? (context.Source.Extension is "tsv" or "tab" ? '\t' : ','), false);
    }
}
