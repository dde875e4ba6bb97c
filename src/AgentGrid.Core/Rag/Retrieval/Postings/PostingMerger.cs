namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>Merges neighbouring segments into one without their removed chunks.</summary>
internal static class PostingMerger
{
    /// <param name="segments">In the order of their chunk keys, each below the next.</param>
    public static PostingSegment Merge(ReadOnlySpan<PostingSegment> segments)
    {
        var chunks = new List<ChunkKey>();
        var weights = new List<float>();
        var maps = new int[segments.Length][];
        var bytes = 0;
        var features = 0;
        for (var s = 0; s < segments.Length; s++)
        {
            maps[s] = NumberLiving(segments[s], chunks, weights);
            bytes += (int)Math.Min(segments[s].Bytes, int.MaxValue / segments.Length);
            features += segments[s].FeatureCount;
        }

        var output = new Output(features, bytes);
        var at = new int[segments.Length];
        while (NextFeature(segments, at) is { } feature)
        {
            output.Begin(feature);
            for (var s = 0; s < segments.Length; s++)
            {
                if (at[s] < segments[s].FeatureCount && segments[s].FeatureAt(at[s]) == feature)
                {
                    output.Append(segments[s].ListAt(at[s]++), maps[s]);
                }
            }

            output.End();
        }

        return output.ToSegment([.. chunks], [.. weights]);
    }

    // New number of each chunk, -1 for the removed.
    private static int[] NumberLiving(PostingSegment segment, List<ChunkKey> chunks, List<float> weights)
    {
        var map = new int[segment.Chunks.Length];
        for (var i = 0; i < map.Length; i++)
        {
            if (segment.IsDead(i))
            {
                map[i] = -1;
                continue;
            }

            map[i] = chunks.Count;
            chunks.Add(segment.Chunks[i]);
            weights.Add(segment.Weights[i]);
        }

        return map;
    }

    private static ulong? NextFeature(ReadOnlySpan<PostingSegment> segments, int[] at)
    {
        ulong? next = null;
        for (var s = 0; s < segments.Length; s++)
        {
            if (at[s] < segments[s].FeatureCount)
            {
                var feature = segments[s].FeatureAt(at[s]);
                next = next is null || feature < next ? feature : next;
            }
        }

        return next;
    }

    private sealed class Output(int features, int bytes)
    {
        private readonly List<ulong> _features = new(features);
        private readonly List<int> _starts = new(features + 1);
        private readonly List<int> _frequencies = new(features);
        private readonly PostingBuffer _data = new(bytes);
        private ulong _feature;
        private int _start;
        private int _frequency;
        private int _last;

        public void Begin(ulong feature)
        {
            _feature = feature;
            _start = _data.Length;
            _frequency = 0;
            _last = -1;
        }

        public void Append(ReadOnlySpan<byte> list, int[] map)
        {
            var chunk = -1;
            for (var at = 0; at < list.Length;)
            {
                var count = PostingCodec.Read(list, ref at, ref chunk);
                var number = map[chunk];
                if (number >= 0)
                {
                    _data.Write(number - _last, count);
                    _last = number;
                    _frequency++;
                }
            }
        }

        public void End()
        {
            if (_frequency > 0)
            {
                _features.Add(_feature);
                _starts.Add(_start);
                _frequencies.Add(_frequency);
            }
        }

        public PostingSegment ToSegment(ChunkKey[] chunks, float[] weights)
        {
            _starts.Add(_data.Length);
            return new PostingSegment([.. _features], [.. _starts], [.. _frequencies], _data.Written.ToArray(), chunks, weights);
        }
    }
}
