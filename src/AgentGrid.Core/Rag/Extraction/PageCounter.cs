namespace AgentGrid.Core.Rag.Extraction;

/// <summary>How many pages, slides or sheets a document has, blank ones included, as far as its reading has come.</summary>
public sealed class PageCounter
{
    /// <summary>The number so far; null where the format has no pages.</summary>
    public int? Count { get; private set; }

    internal void Reach(int page) => Count = Math.Max(page, Count ?? 0);
}
