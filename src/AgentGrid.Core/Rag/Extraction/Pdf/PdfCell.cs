namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>Words of a line laid out as on paper, which stand apart from others: the characters they cover, the end not among them, and their text.</summary>
internal readonly record struct PdfCell(int Start, int End, string Text)
{
    /// <summary>The cells of a line: two or more spaces part them.</summary>
    public static List<PdfCell> Of(ReadOnlySpan<char> line)
    {
        var cells = new List<PdfCell>();
        var end = line.TrimEnd().Length;
        for (var start = 0; start < end; start++)
        {
            if (line[start] == ' ')
            {
                continue;
            }

            var gap = line[start..end].IndexOf("  ", StringComparison.Ordinal);
            var stop = gap < 0 ? end : start + gap;
            if (line[start..stop].Trim() is { IsEmpty: false } text)
            {
                cells.Add(new PdfCell(start, stop, text.ToString()));
            }

            start = stop;
        }

        return cells;
    }
}
