using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// The chunks whose text stands in a chunk before them, too. They say how often a file was added and nothing of how rare its
/// words are, so in small indexes frequencies do without them.
/// </summary>
internal sealed class RepeatedChunks
{
    // In larger indexes they are not looked for: copies of one file are a small part of the whole there, and five of them take
    // less than a fourth of a word's weight; among a few chunks they take nearly all of it.
    private const int FewChunks = 1_024;
    private const int ManyChunks = 2 * FewChunks;

    public static readonly RepeatedChunks None = new(PostingSnapshot.Empty, []);

    private readonly bool[]?[] _bySegment;

    private RepeatedChunks(PostingSnapshot snapshot, IReadOnlyList<ChunkKey> repeated)
    {
        Count = repeated.Count;
        Share = Math.Min(1, (ManyChunks - snapshot.LiveCount) / (float)FewChunks);
        _bySegment = new bool[]?[snapshot.Segments.Length];
        foreach (var key in repeated)
        {
            for (var s = 0; s < _bySegment.Length; s++)
            {
                if (snapshot.Segments[s].IndexOf(key) is >= 0 and var chunk)
                {
                    (_bySegment[s] ??= new bool[snapshot.Segments[s].Chunks.Length])[chunk] = true;
                }
            }
        }
    }

    public int Count { get; }

    /// <summary>
    /// How far words weigh what they weigh without these chunks, 0 to 1: all of it among a few chunks, none among many, and in
    /// between ever less, so that no single file changes the scores of all.
    /// </summary>
    public float Share { get; }

    public static RepeatedChunks Of(IEnumerable<IndexedFile> files, PostingSnapshot snapshot)
    {
        if (snapshot.LiveCount >= ManyChunks)
        {
            return None;
        }

        var seen = new HashSet<ulong>(snapshot.LiveCount);
        var repeated = new List<ChunkKey>();
        foreach (var file in files)
        {
            for (var ordinal = 0; ordinal < file.Contents.Length; ordinal++)
            {
                if (file.Contents[ordinal] != 0 && !seen.Add(file.Contents[ordinal]))
                {
                    repeated.Add(new ChunkKey(file.Number, ordinal));
                }
            }
        }

        return repeated.Count == 0 ? None : new RepeatedChunks(snapshot, repeated);
    }

    /// <summary>How many chunks of a segment's list are repeated ones.</summary>
    public int CountIn(int segment, ReadOnlySpan<byte> list)
    {
        if (segment >= _bySegment.Length || _bySegment[segment] is not { } repeated)
        {
            return 0;
        }

        var count = 0;
        var chunk = -1;
        for (var at = 0; at < list.Length;)
        {
            PostingCodec.Read(list, ref at, ref chunk);
            count += repeated[chunk] ? 1 : 0;
        }

        return count;
    }
}
