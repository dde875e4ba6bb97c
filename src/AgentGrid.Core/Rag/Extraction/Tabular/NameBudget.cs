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
    /// <param name="cells">Filled cells of the row.</param>
    /// <param name="cellChars">Their characters.</param>
    /// <param name="nameChars">Characters of the names over them.</param>
    public int Longest(int cells, long cellChars, long nameChars)
    {
        _read += cellChars + cells;
        var left = FreeChars + Math.Min(_read * CharsForEachRead, documentBytes * CharsForEachByte) - _spent;
        if (nameChars <= left)
        {
            _spent += nameChars;
            return int.MaxValue;
        }

        var each = cells == 0 ? 0 : left / cells;
        if (each < LeastChars)
        {
            return 0;
        }

        _spent += Math.Min(nameChars, each * cells);
        return (int)each;
    }
}
