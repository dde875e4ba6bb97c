namespace AgentGrid.Core.Rag.Chunking;

/// <summary>How documents are cut into chunks. Changing it affects files ingested from then on.</summary>
public sealed class ChunkingOptions
{
    /// <summary>Most UTF-16 characters in a chunk. Default 1,400: about 350 tokens of English. At least 64.</summary>
    public int MaxChars { get; set; } = 1400;

    /// <summary>
    /// Characters that a chunk repeats from the end of the one before, except across a heading. Default 150; at most half
    /// of <see cref="MaxChars"/>. More finds more answers that lie across a cut, and costs space in the same measure.
    /// </summary>
    public int OverlapChars { get; set; } = 150;

    /// <summary>What is wrong with the values, or null.</summary>
    public string? Problem() =>
        MaxChars < 64 ? $"Chunking:MaxChars is {MaxChars}; it must be at least 64."
        : OverlapChars < 0 || OverlapChars > MaxChars / 2
            ? $"Chunking:OverlapChars is {OverlapChars}; it must lie between 0 and half of MaxChars ({MaxChars / 2})."
        : null;
}
