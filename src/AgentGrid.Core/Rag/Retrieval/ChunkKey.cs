namespace AgentGrid.Core.Rag.Retrieval;

/// <summary>Names a chunk within one index.</summary>
/// <param name="File">Number the index's owner gave the file; a file added again gets a higher one.</param>
/// <param name="Ordinal">Position of the chunk in the file, from 0.</param>
public readonly record struct ChunkKey(int File, int Ordinal) : IComparable<ChunkKey>
{
    /// <inheritdoc/>
    public int CompareTo(ChunkKey other) => File != other.File ? File.CompareTo(other.File) : Ordinal.CompareTo(other.Ordinal);

    public static bool operator <(ChunkKey left, ChunkKey right) => left.CompareTo(right) < 0;

    public static bool operator >(ChunkKey left, ChunkKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(ChunkKey left, ChunkKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ChunkKey left, ChunkKey right) => left.CompareTo(right) >= 0;
}
