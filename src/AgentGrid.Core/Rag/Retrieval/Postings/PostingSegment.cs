namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>
/// An immutable inverted index of some chunks: for each feature the chunks that hold it and how often. Chunks are numbered from
/// 0 in the order of their keys. Removed chunks stay in the lists and are marked in <see cref="Dead"/>.
/// </summary>
internal sealed class PostingSegment
{
    private readonly ulong[] _features;
    private readonly int[] _starts;
    private readonly int[] _frequencies;
    private readonly byte[] _data;

    /// <param name="features">Ascending.</param>
    /// <param name="starts">Where each feature's list begins in <paramref name="data"/>; one more at the end.</param>
    /// <param name="frequencies">Chunks in each list.</param>
    /// <param name="data">Lists in <see cref="PostingCodec"/>.</param>
    /// <param name="chunks">Ascending.</param>
    /// <param name="weights">One number a chunk, which the scorer understands: length or inverse norm.</param>
    /// <param name="dead">Removed chunks, one bit each, or null.</param>
    public PostingSegment(
        ulong[] features, int[] starts, int[] frequencies, byte[] data, ChunkKey[] chunks, float[] weights, ulong[]? dead = null)
    {
        _features = features;
        _starts = starts;
        _frequencies = frequencies;
        _data = data;
        Chunks = chunks;
        Weights = weights;
        Dead = dead;
        TotalWeight = weights.Sum(weight => (double)weight);
        DeadCount = dead?.Sum(word => System.Numerics.BitOperations.PopCount(word)) ?? 0;
    }

    public ChunkKey[] Chunks { get; }

    public float[] Weights { get; }

    /// <summary>Sum of <see cref="Weights"/>.</summary>
    public double TotalWeight { get; }

    public ulong[]? Dead { get; }

    public int DeadCount { get; }

    public int LiveCount => Chunks.Length - DeadCount;

    public int FeatureCount => _features.Length;

    /// <summary>Bytes held, without object headers.</summary>
    public long Bytes => (_features.Length * 16L) + _data.Length + (Chunks.Length * 12L) + ((Dead?.Length ?? 0) * 8L);

    public bool IsDead(int chunk) => Dead is { } dead && (dead[chunk >> 6] & (1UL << (chunk & 63))) != 0;

    public ulong FeatureAt(int index) => _features[index];

    public ReadOnlySpan<byte> ListAt(int index) => _data.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>The list of a feature and how many chunks it names, removed ones included; empty when the feature is unknown.</summary>
    public ReadOnlySpan<byte> Find(ulong feature, out int frequency)
    {
        var index = Array.BinarySearch(_features, feature);
        if (index < 0)
        {
            frequency = 0;
            return [];
        }

        frequency = _frequencies[index];
        return ListAt(index);
    }

    /// <summary>Number of the chunk, or -1.</summary>
    public int IndexOf(ChunkKey key) => Math.Max(-1, Array.BinarySearch(Chunks, key));

    /// <summary>The same segment with its files' numbers raised.</summary>
    public PostingSegment Renumbered(int raise) => new(
        _features, _starts, _frequencies, _data, Array.ConvertAll(Chunks, key => key with { File = key.File + raise }), Weights, Dead);

    /// <summary>The same segment with the chunks of a file marked as removed; itself when it holds none that live.</summary>
    public PostingSegment Without(int file)
    {
        var first = Array.BinarySearch(Chunks, new ChunkKey(file, 0));
        first = first < 0 ? ~first : first;
        ulong[]? dead = null;
        for (var i = first; i < Chunks.Length && Chunks[i].File == file; i++)
        {
            if (IsDead(i))
            {
                continue;
            }

            dead ??= Dead is null ? new ulong[(Chunks.Length + 63) / 64] : [.. Dead];
            dead[i >> 6] |= 1UL << (i & 63);
        }

        return dead is null ? this : new PostingSegment(_features, _starts, _frequencies, _data, Chunks, Weights, dead);
    }
}
