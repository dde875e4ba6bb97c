using AgentGrid.Knowledge;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>A source while it grows: the chunks of one file from <see cref="From"/> through <see cref="Through"/>.</summary>
internal sealed class SourceBlock(Citation citation, KnowledgeChunk found)
{
    private bool _closedBefore;
    private bool _closedAfter;

    public Citation Citation { get; } = citation;

    public int From { get; private set; } = found.Ordinal;

    public int Through { get; private set; } = found.Ordinal;

    /// <summary>The ordinal it would take next in a direction; null when it stops there.</summary>
    public int? Next(bool forward) => forward ? (_closedAfter ? null : Through + 1) : _closedBefore || From == 0 ? null : From - 1;

    public void Close(bool forward) => _ = forward ? _closedAfter = true : _closedBefore = true;

    public void Grow(bool forward) => _ = forward ? ++Through : --From;

    /// <summary>Whether a chunk stands under the same heading as what was found.</summary>
    public bool IsOfSection(KnowledgeChunk chunk) => string.Equals(chunk.Heading, found.Heading, StringComparison.Ordinal);
}
