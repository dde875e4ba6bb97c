using System.Collections.Immutable;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>
/// Segments in a row, as log-structured stores keep them: additions append a segment, equals merge, removals mark. One thread
/// writes; readers hold a <see cref="PostingSnapshot"/>, which never changes.
/// </summary>
internal sealed class PostingIndex
{
    private const int MergeWidth = 8;
    private const int SmallestTier = 64;

    private PostingSnapshot _snapshot = PostingSnapshot.Empty;

    /// <summary>What there is now.</summary>
    public PostingSnapshot Snapshot
    {
        get => Volatile.Read(ref _snapshot);
        private set => Volatile.Write(ref _snapshot, value);
    }

    /// <summary>Adds chunks whose keys are all above those present.</summary>
    public void Add(IEnumerable<PostingSegment> added)
    {
        var segments = Snapshot.Segments.ToBuilder();
        foreach (var segment in added)
        {
            if (segment.Chunks.Length > 0)
            {
                segments.Add(segment);
                MergeTail(segments);
            }
        }

        Snapshot = new PostingSnapshot(segments.ToImmutable());
    }

    /// <summary>Removes the chunks of a file.</summary>
    public void Remove(int file)
    {
        var segments = Snapshot.Segments.ToBuilder();
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var segment = segments[i].Without(file);
            if (segment.LiveCount == 0)
            {
                segments.RemoveAt(i);
                continue;
            }

            // A segment that is one third dead is written anew.
            segments[i] = segment.DeadCount * 3 > segment.Chunks.Length ? PostingMerger.Merge([segment]) : segment;
        }

        Snapshot = new PostingSnapshot(segments.ToImmutable());
    }

    // Eight in a row of one size class become one of the next.
    private static void MergeTail(ImmutableArray<PostingSegment>.Builder segments)
    {
        while (true)
        {
            var tier = Tier(segments[^1]);
            var first = segments.Count - 1;
            while (first > 0 && Tier(segments[first - 1]) <= tier)
            {
                first--;
            }

            var count = segments.Count - first;
            if (count < MergeWidth)
            {
                return;
            }

            var merged = PostingMerger.Merge(segments.ToArray().AsSpan(first, count));
            segments.RemoveRange(first, count);
            segments.Add(merged);
        }
    }

    private static int Tier(PostingSegment segment)
    {
        var tier = 0;
        for (var size = SmallestTier; size < segment.LiveCount; size *= MergeWidth)
        {
            tier++;
        }

        return tier;
    }
}
