namespace AgentGrid.Core.Rag.Chunking;

/// <summary>What holds from a character of a chunk on, up to the next place.</summary>
/// <param name="Offset">The character, from the beginning of the chunk.</param>
/// <param name="Page">Its page, from 1, where the format has pages.</param>
/// <param name="Heading">The headings above it, as in <see cref="TextChunk.Heading"/>.</param>
public readonly record struct ChunkPlace(int Offset, int? Page, string? Heading);
