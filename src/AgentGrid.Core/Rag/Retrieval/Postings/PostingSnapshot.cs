using System.Collections.Immutable;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>The segments of an index at one moment.</summary>
internal sealed class PostingSnapshot
{
    public static readonly PostingSnapshot Empty = new([]);

    public PostingSnapshot(ImmutableArray<PostingSegment> segments)
    {
        Segments = segments;
        foreach (var segment in segments)
        {
            LiveCount += segment.LiveCount;
            TotalCount += segment.Chunks.Length;
            Bytes += segment.Bytes;
            TotalWeight += segment.TotalWeight;
        }
    }

    public ImmutableArray<PostingSegment> Segments { get; }

    /// <summary>Chunks that have not been removed.</summary>
    public int LiveCount { get; }

    /// <summary>Chunks in the lists, removed ones included: what frequencies count.</summary>
    public int TotalCount { get; }

    /// <summary>Sum of the weights of <see cref="TotalCount"/> chunks.</summary>
    public double TotalWeight { get; }

    public long Bytes { get; }

    /// <summary>In how many chunks a feature stands, removed ones included.</summary>
    public int FrequencyOf(ulong feature)
    {
        var sum = 0;
        foreach (var segment in Segments)
        {
            segment.Find(feature, out var frequency);
            sum += frequency;
        }

        return sum;
    }
}
