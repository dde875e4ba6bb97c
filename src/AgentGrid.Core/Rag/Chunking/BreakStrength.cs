namespace AgentGrid.Core.Rag.Chunking;

/// <summary>How good a place is to cut, from worst to best.</summary>
internal enum BreakStrength
{
    Word,
    Line,
    Sentence,
    Row,
    Paragraph,
    Section,
}
