using System.Collections.Immutable;
using AgentGrid.Core.Rag.Embeddings;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Dense vectors in memory, searched exactly by cosine: 8-bit codes first, then the exact dot product of every row that could
/// still be among the best. Takes 5 bytes for each dimension of a chunk.
/// </summary>
public sealed class DenseVectorIndex : IVectorIndex
{
    private readonly int _dimensions;
    private DenseVectorReader _reader;

    /// <param name="dimensions">Length of the vectors, 1 to 8,192.</param>
    public DenseVectorIndex(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, Int8Dot.MaxDimensions);
        _dimensions = dimensions;
        _reader = new DenseVectorReader(dimensions, [], [], []);
    }

    /// <inheritdoc/>
    public IVectorReader OpenReader() => Volatile.Read(ref _reader);

    /// <inheritdoc/>
    public ValueTask AddAsync(IReadOnlyList<EmbeddedChunk> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        var vectors = new float[chunks.Count][];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new float[_dimensions];
            if (!EmbeddingCodec.TryReadDense(chunks[i].Embedding.Span, vectors[i]) || !IsFinite(vectors[i]))
            {
                throw new FormatException($"The vector of chunk {chunks[i].Key} is not {_dimensions} finite numbers.");
            }
        }

        var blocks = _reader.Blocks.ToBuilder();
        for (var i = 0; i < vectors.Length; i++)
        {
            RoomIn(blocks).Add(chunks[i].Key, vectors[i]);
        }

        Publish(blocks.ToImmutable(), _reader.Dead);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(int file, CancellationToken cancellationToken = default)
    {
        var dead = _reader.Dead.ToBuilder();
        for (var b = 0; b < _reader.Blocks.Length; b++)
        {
            for (var row = 0; row < _reader.Counts[b]; row++)
            {
                if (_reader.Blocks[b].Keys[row].File == file)
                {
                    dead.Add(_reader.Blocks[b].Keys[row]);
                }
            }
        }

        if (dead.Count == _reader.Dead.Count)
        {
            return ValueTask.CompletedTask;
        }

        // Written anew when a third is dead.
        if (dead.Count * 3 > _reader.Counts.Sum())
        {
            Publish(Living(dead), []);
        }
        else
        {
            Publish(_reader.Blocks, dead.ToImmutable());
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private DenseBlock RoomIn(ImmutableArray<DenseBlock>.Builder blocks)
    {
        if (blocks.Count == 0 || blocks[^1].Count == DenseBlock.MaxRows)
        {
            // Only the first block starts small.
            blocks.Add(blocks.Count == 0 ? new DenseBlock(_dimensions) : new DenseBlock(_dimensions, DenseBlock.MaxRows));
        }
        else if (blocks[^1].Count == blocks[^1].Capacity)
        {
            blocks[^1] = blocks[^1].Grow();
        }

        return blocks[^1];
    }

    private ImmutableArray<DenseBlock> Living(ImmutableHashSet<ChunkKey>.Builder dead)
    {
        var blocks = ImmutableArray.CreateBuilder<DenseBlock>();
        for (var b = 0; b < _reader.Blocks.Length; b++)
        {
            for (var row = 0; row < _reader.Counts[b]; row++)
            {
                var key = _reader.Blocks[b].Keys[row];
                if (!dead.Contains(key))
                {
                    RoomIn(blocks).Add(key, _reader.Blocks[b].Row(row));
                }
            }
        }

        return blocks.ToImmutable();
    }

    private void Publish(ImmutableArray<DenseBlock> blocks, ImmutableHashSet<ChunkKey> dead) =>
        Volatile.Write(ref _reader, new DenseVectorReader(_dimensions, blocks, [.. blocks.Select(block => block.Count)], dead));
}
