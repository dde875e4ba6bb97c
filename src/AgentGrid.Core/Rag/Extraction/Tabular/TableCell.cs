namespace AgentGrid.Core.Rag.Extraction.Tabular;

/// <summary>A cell in its place: the first of its columns, counted from 0, and how many it is wide.</summary>
internal readonly record struct TableCell(int Column, int Columns, string Text)
{
    /// <summary>The text where the cell begins.</summary>
    public (int Column, string Text) InColumn => (Column, Text);
}
