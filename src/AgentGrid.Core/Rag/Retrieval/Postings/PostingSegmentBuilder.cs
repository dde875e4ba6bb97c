using System.Runtime.InteropServices;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>Builds a <see cref="PostingSegment"/> chunk by chunk, in the order of their keys.</summary>
internal sealed class PostingSegmentBuilder
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<ulong> _features = [];
    private readonly List<int> _frequencies = [];
    private readonly List<int> _lastEntry = [];
    private readonly List<Entry> _entries = [];
    private readonly List<ChunkKey> _chunks = [];
    private readonly List<float> _weights = [];

    public int Count => _chunks.Count;

    /// <summary>Begins the next chunk; the features that follow are its own.</summary>
    public void Begin(ChunkKey key)
    {
        _chunks.Add(key);
        _weights.Add(0);
    }

    /// <summary>Sets the number of the current chunk that the scorer reads.</summary>
    public void SetWeight(float weight) => _weights[^1] = weight;

    /// <summary>Adds to the count of a feature in the current chunk.</summary>
    public void Add(ulong feature, int count = 1)
    {
        var chunk = _chunks.Count - 1;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, feature, out var known);
        if (!known)
        {
            number = _features.Count;
            _features.Add(feature);
            _frequencies.Add(0);
            _lastEntry.Add(-1);
        }

        var entries = CollectionsMarshal.AsSpan(_entries);
        var last = _lastEntry[number];
        if (last >= 0 && entries[last].Chunk == chunk)
        {
            entries[last].Count += count;
            return;
        }

        _lastEntry[number] = _entries.Count;
        CollectionsMarshal.AsSpan(_frequencies)[number]++;
        _entries.Add(new Entry { Feature = number, Chunk = chunk, Count = count });
    }

    public PostingSegment Build()
    {
        var order = new int[_features.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var features = _features.ToArray();
        Array.Sort(features, order);
        var sorted = SortByFeature(order, out var bounds);
        var starts = new int[order.Length + 1];
        var frequencies = new int[order.Length];
        var data = new PostingBuffer(sorted.Length + (sorted.Length / 4) + 16);
        for (var rank = 0; rank < order.Length; rank++)
        {
            starts[rank] = data.Length;
            frequencies[rank] = _frequencies[order[rank]];
            var last = -1;
            for (var i = bounds[rank]; i < bounds[rank + 1]; i++)
            {
                data.Write(sorted[i].Chunk - last, sorted[i].Count);
                last = sorted[i].Chunk;
            }
        }

        starts[^1] = data.Length;
        return new PostingSegment(features, starts, frequencies, data.Written.ToArray(), [.. _chunks], [.. _weights]);
    }

    // Counting sort: stable, so that the chunks of a feature stay in order.
    private Entry[] SortByFeature(int[] order, out int[] bounds)
    {
        bounds = new int[order.Length + 1];
        var next = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            next[order[rank]] = bounds[rank];
            bounds[rank + 1] = bounds[rank] + _frequencies[order[rank]];
        }

        var sorted = new Entry[_entries.Count];
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            sorted[next[entry.Feature]++] = entry;
        }

        return sorted;
    }

    private struct Entry
    {
        public int Feature;
        public int Chunk;
        public int Count;
    }
}
