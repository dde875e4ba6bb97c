namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>
/// Bounds what the names of columns add to the rows of a table. A row repeats them, so that long names over short cells would make
/// a hundred times the text that was read; they are cut for as long as that lasts, and then left out.
/// </summary>
/// <param name="documentBytes">Size of the document as it was uploaded.</param>
internal sealed class NameBudget(long documentBytes)
{
    /// <summary>Characters of names that any document may add: some hundred rows of the widest tables people make.</summary>
    private const long FreeChars = 1_000_000;

    private const int CharsForEachRead = 8;

    private const int CharsForEachByte = 40;

    /// <summary>A name cut to less says nothing.</summary>
    private const int LeastChars = 6;

    private long _read, _spent;

    /// <summary>
    /// How many characters each name over a row may have: as many as it has where that is within the budget, 0 for no name.
    /// </summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="row">Filled cells of the row, with their columns.</param>
    public int Longest(IReadOnlyList<string> names, IReadOnlyList<(int Column, string Text)> row)
    {
        long nameChars = 0;
        foreach (var (column, text) in row)
        {
            _read += text.Length + 1;

            // With what parts it from the cell.
            nameChars += column < names.Count ? names[column].Length + 2 : 0;
        }

        var left = FreeChars + Math.Min(_read * CharsForEachRead, documentBytes * CharsForEachByte) - _spent;
        if (nameChars <= left)
        {
            _spent += nameChars;
            return int.MaxValue;
        }

        var each = row.Count == 0 ? 0 : left / row.Count;
        if (each < LeastChars)
        {
            return 0;
        }

        _spent += Math.Min(nameChars, each * row.Count);
        return (int)each;
    }
}
