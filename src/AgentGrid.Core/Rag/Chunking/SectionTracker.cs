using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>Knows the heading path and page that offsets lie in.</summary>
internal sealed class SectionTracker
{
    private const int MaxTitleChars = 120;

    private const int MaxPathChars = 400;

    private readonly List<(int Level, string Title)> _open = [];
    private readonly List<Part> _parts = [new Part(0, null, null)];

    public void Add(Block block, int offset)
    {
        var last = _parts[^1];
        var heading = last.Heading;
        if (block.Kind == BlockKind.Heading)
        {
            _open.RemoveAll(above => above.Level >= block.Level);
            var title = TextCuts.Shorten(block.Title, MaxTitleChars);
            _open.Add((block.Level, title));
            heading = Path();
        }

        var part = new Part(offset, heading, block.Page);
        if (last.Offset == offset)
        {
            _parts[^1] = part;
        }
        else if (part.Heading != last.Heading || part.Page != last.Page)
        {
            _parts.Add(part);
        }
    }

    /// <summary>Where an offset lies.</summary>
    public Part At(int offset) => _parts[IndexAt(offset)];

    /// <summary>The places of the text between two offsets, or none when it all lies in one.</summary>
    public IReadOnlyList<ChunkPlace> Between(int start, int end)
    {
        var places = new List<ChunkPlace>();
        for (var i = IndexAt(start); i < _parts.Count && _parts[i].Offset < end; i++)
        {
            var place = new ChunkPlace(Math.Max(0, _parts[i].Offset - start), _parts[i].Page, _parts[i].Heading);
            if (places.Count == 0 || places[^1].Page != place.Page || places[^1].Heading != place.Heading)
            {
                places.Add(place);
            }
        }

        return places.Count > 1 ? places : [];
    }

    /// <summary>Forgets what ended before an offset.</summary>
    public void DropBefore(int offset) => _parts.RemoveRange(0, IndexAt(offset));

    private int IndexAt(int offset) => Math.Max(0, _parts.FindLastIndex(part => part.Offset <= offset));

    private string Path()
    {
        var path = string.Join(TextChunk.HeadingSeparator, _open.Select(heading => heading.Title));
        return path.Length <= MaxPathChars ? path : _open[^1].Title;
    }

    /// <summary>Text under one heading path and on one page, from an offset on.</summary>
    public readonly record struct Part(int Offset, string? Heading, int? Page);
}
