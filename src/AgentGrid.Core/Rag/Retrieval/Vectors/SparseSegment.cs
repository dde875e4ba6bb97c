using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>Turns the rows of sparse vectors into columns: for each bucket the chunks that fill it.</summary>
internal static class SparseSegment
{
    /// <exception cref="FormatException">A vector is not one of the built-in embedder's.</exception>
    public static PostingSegment Of(ReadOnlySpan<EmbeddedChunk> chunks)
    {
        var frequencies = new int[NgramEmbedder.Buckets];
        var total = Count(chunks, frequencies);
        var next = new int[NgramEmbedder.Buckets];
        for (var bucket = 1; bucket < next.Length; bucket++)
        {
            next[bucket] = next[bucket - 1] + frequencies[bucket - 1];
        }

        var keys = new ChunkKey[chunks.Length];
        var norms = new float[chunks.Length];
        var entries = new (int Chunk, byte Count)[total];
        for (var i = 0; i < chunks.Length; i++)
        {
            keys[i] = chunks[i].Key;
            norms[i] = Place(chunks[i], i, entries, next);
        }

        return Encode(frequencies, entries, keys, norms);
    }

    private static int Count(ReadOnlySpan<EmbeddedChunk> chunks, int[] frequencies)
    {
        var total = 0;
        foreach (ref readonly var chunk in chunks)
        {
            var bucket = -1;
            if (!EmbeddingCodec.TryReadSparse(chunk.Embedding.Span, out var pairs) || !PostingCodec.IsWhole(pairs))
            {
                throw NotSparse(chunk);
            }

            for (var at = 0; at < pairs.Length; total++)
            {
                PostingCodec.Read(pairs, ref at, ref bucket);
                if (bucket >= NgramEmbedder.Buckets)
                {
                    throw NotSparse(chunk);
                }

                frequencies[bucket]++;
            }
        }

        return total;
    }

    // Answers 1 / length of the vector of sublinear counts.
    private static float Place(in EmbeddedChunk chunk, int number, (int Chunk, byte Count)[] entries, int[] next)
    {
        EmbeddingCodec.TryReadSparse(chunk.Embedding.Span, out var pairs);
        var bucket = -1;
        var squares = 0f;
        for (var at = 0; at < pairs.Length;)
        {
            var count = PostingCodec.Read(pairs, ref at, ref bucket);
            entries[next[bucket]++] = (number, (byte)count);
            squares += SublinearTf.Of(count) * SublinearTf.Of(count);
        }

        return squares > 0 ? 1 / MathF.Sqrt(squares) : 0;
    }

    private static PostingSegment Encode(int[] frequencies, (int Chunk, byte Count)[] entries, ChunkKey[] keys, float[] norms)
    {
        var used = frequencies.Count(frequency => frequency > 0);
        var (features, starts, lengths) = (new ulong[used], new int[used + 1], new int[used]);
        var data = new PostingBuffer(entries.Length + (entries.Length / 16) + 16);
        var at = 0;
        var feature = 0;
        for (var bucket = 0; bucket < frequencies.Length; bucket++)
        {
            if (frequencies[bucket] == 0)
            {
                continue;
            }

            features[feature] = (ulong)bucket;
            starts[feature] = data.Length;
            lengths[feature++] = frequencies[bucket];
            var last = -1;
            for (var end = at + frequencies[bucket]; at < end; at++)
            {
                data.Write(entries[at].Chunk - last, entries[at].Count);
                last = entries[at].Chunk;
            }
        }

        starts[^1] = data.Length;
        return new PostingSegment(features, starts, lengths, data.Written.ToArray(), keys, norms);
    }

    private static FormatException NotSparse(in EmbeddedChunk chunk) =>
        new($"The vector of chunk {chunk.Key} is not of the sparse form that {NgramEmbedder.Name} writes.");
}
