namespace AgentGrid.Core.Rag.Text;

/// <summary>Where a term came from.</summary>
internal enum TermKind : byte
{
    /// <summary>A word, folded and stemmed.</summary>
    Word,

    /// <summary>A word too common to tell texts apart: indexed, but left out of queries that hold anything else.</summary>
    Stop,

    Number,

    /// <summary>A part of an identifier or compound.</summary>
    Part,

    /// <summary>A whole identifier or compound, written without its connectors.</summary>
    Whole,

    /// <summary>Characters of a script without spaces, or a pair of syllables.</summary>
    Gram,
}
