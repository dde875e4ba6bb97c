namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>A chunk on its way into an index, which keeps neither its text nor its prefix.</summary>
/// <param name="Ordinal">Position in its file, from 0.</param>
/// <param name="Text">The passage.</param>
/// <param name="Prefix">Title and headings, indexed before the text; null for none.</param>
/// <param name="Embedding">Its vector by the index's model, of prefix and text; empty for none, and then only keywords find it.</param>
public readonly record struct IndexedChunk(int Ordinal, string Text, string? Prefix, ReadOnlyMemory<byte> Embedding)
{
    /// <summary>What the vector is made of: prefix, line break, text.</summary>
    public static string EmbeddingText(string? prefix, string text) => string.IsNullOrEmpty(prefix) ? text : prefix + "\n" + text;
}
