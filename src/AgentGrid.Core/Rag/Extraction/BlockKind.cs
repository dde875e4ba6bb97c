namespace AgentGrid.Core.Rag.Extraction;

/// <summary>What a <see cref="Block"/> is in its document.</summary>
public enum BlockKind
{
    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>A heading; <see cref="Block.Level"/> and <see cref="Block.Title"/> are set.</summary>
    Heading,

    /// <summary>One item of a list.</summary>
    ListItem,

    /// <summary>One row of a table, readable on its own where the table has headers (<c>header: value; …</c>).</summary>
    TableRow,

    /// <summary>Program text: line breaks and indentation matter.</summary>
    Code,
}
