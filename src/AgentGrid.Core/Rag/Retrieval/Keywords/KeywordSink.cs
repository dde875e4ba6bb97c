using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>Puts the terms of a chunk into a segment and counts its length.</summary>
internal ref struct KeywordSink(PostingSegmentBuilder builder, ref SimHash sketch) : ITermSink
{
    private readonly ref SimHash _sketch = ref sketch;

    /// <summary>Words so far; an identifier counts once for each of its parts.</summary>
    public int Length { get; private set; }

    /// <summary>How often each term counts from here on; once at first.</summary>
    public int Weight { get; set; } = 1;

    public void Add(in TextToken token)
    {
        for (var i = 0; i < Weight; i++)
        {
            builder.Add(token.Term);
        }

        _sketch.Add(token.Term);
        Length += token.Kind == TermKind.Whole ? 0 : Weight;
    }
}
