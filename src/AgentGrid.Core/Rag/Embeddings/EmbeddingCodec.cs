using System.Buffers;
using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AgentGrid.Core.Rag.Retrieval.Postings;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>
/// The bytes of a stored vector. The first byte is the form: 1 for dense, then little-endian 32-bit floats; 2 for sparse counts,
/// then pairs of ascending bucket and count as posting lists have them.
/// </summary>
public static class EmbeddingCodec
{
    internal const byte DenseForm = 1;
    internal const byte SparseForm = 2;

    /// <summary>Writes a dense vector: 1 + 4 × dimensions bytes.</summary>
    public static byte[] FromDense(ReadOnlySpan<float> vector)
    {
        var bytes = new byte[1 + (vector.Length * sizeof(float))];
        bytes[0] = DenseForm;
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(1 + (i * sizeof(float))), vector[i]);
        }

        return bytes;
    }

    /// <summary>Reads a dense vector into <paramref name="destination"/>; false when the bytes are not a dense vector of its length.</summary>
    public static bool TryReadDense(ReadOnlySpan<byte> embedding, Span<float> destination)
    {
        if (embedding.Length != 1 + (destination.Length * sizeof(float)) || embedding[0] != DenseForm)
        {
            return false;
        }

        var source = embedding[1..];
        if (BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return true;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = BinaryPrimitives.ReadSingleLittleEndian(source[(i * sizeof(float))..]);
        }

        return true;
    }

    /// <summary>Whether the bytes are a whole vector of a model of so many dimensions, and one that has a direction.</summary>
    public static bool Fits(ReadOnlySpan<byte> embedding, int dimensions) => !embedding.IsEmpty && embedding[0] switch
    {
        DenseForm => embedding.Length == 1 + (dimensions * sizeof(float)) && HasDirection(embedding, dimensions),
        SparseForm => PostingCodec.IsWhole(embedding[1..]),
        _ => false,
    };

    private static bool HasDirection(ReadOnlySpan<byte> dense, int dimensions)
    {
        var vector = ArrayPool<float>.Shared.Rent(dimensions);
        try
        {
            return TryReadDense(dense, vector.AsSpan(0, dimensions))
                && TensorPrimitives.Norm<float>(vector.AsSpan(0, dimensions)) is > 0 and < float.PositiveInfinity;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(vector);
        }
    }

    /// <summary>Writes counts by bucket, zeros left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static byte[] FromCounts(ReadOnlySpan<ushort> counts)
    {
        var buffer = new PostingBuffer(counts.Length / 2);
        var last = -1;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            // Most buckets are empty: skip to the next that is not.
            var empty = counts[bucket..].IndexOfAnyExcept((ushort)0);
            if (empty < 0)
            {
                break;
            }

            bucket += empty;
            buffer.Write(bucket - last, counts[bucket]);
            last = bucket;
        }

        return [SparseForm, .. buffer.Written];
    }

    /// <summary>The pairs of a sparse vector in <see cref="PostingCodec"/>; false when the bytes are not one.</summary>
    internal static bool TryReadSparse(ReadOnlySpan<byte> embedding, out ReadOnlySpan<byte> pairs)
    {
        var isSparse = embedding.Length > 0 && embedding[0] == SparseForm;
        pairs = isSparse ? embedding[1..] : [];
        return isSparse;
    }
}
