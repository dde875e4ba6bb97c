using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>Knows, for offsets not yet passed, the section, heading path and page they lie in.</summary>
internal sealed class SectionTracker
{
    private const int MaxTitleChars = 120;

    private const int MaxPathChars = 400;

    private readonly List<(int Level, string Title)> _open = [];
    private readonly Queue<(int Offset, int Section, string? Path)> _sections = new();
    private readonly Queue<(int Offset, int Page)> _pages = new();
    private int _lastPage, _count;

    public (int Start, int Number, string? Path) Section { get; private set; }

    public int? Page { get; private set; }

    public void Add(Block block, int offset)
    {
        if (block.Kind == BlockKind.Heading)
        {
            _open.RemoveAll(above => above.Level >= block.Level);
            var title = block.Title.Length <= MaxTitleChars ? block.Title : TextCuts.Truncate(block.Title, MaxTitleChars) + "…";
            _open.Add((block.Level, title));
            _sections.Enqueue((offset, ++_count, Path()));
        }

        if (block.Page is { } page && page != _lastPage)
        {
            _pages.Enqueue((offset, page));
            _lastPage = page;
        }
    }

    /// <summary>Moves on to an offset; offsets never go back.</summary>
    public void MoveTo(int offset)
    {
        while (_sections.TryPeek(out var next) && next.Offset <= offset)
        {
            Section = (next.Offset, next.Section, next.Path);
            _sections.Dequeue();
        }

        while (_pages.TryPeek(out var next) && next.Offset <= offset)
        {
            Page = next.Page;
            _pages.Dequeue();
        }
    }

    private string Path()
    {
        var path = string.Join(TextChunk.HeadingSeparator, _open.Select(heading => heading.Title));
        return path.Length <= MaxPathChars ? path : _open[^1].Title;
    }
}
