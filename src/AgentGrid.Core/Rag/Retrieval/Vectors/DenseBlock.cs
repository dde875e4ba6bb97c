using System.Numerics.Tensors;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>
/// Rows of unit vectors in contiguous memory: 32-bit floats, and 8-bit codes with what each row's rounding may cost. Rows are
/// appended and never change, so that a reader who knows how many there were reads without a lock.
/// </summary>
internal sealed class DenseBlock
{
    public const int MaxRows = 1_024;
    private const int FirstRows = 32;
    private const float MaxCode = 127;

    private readonly int _dimensions;
    private readonly int _stride;
    private readonly float[] _vectors;
    private readonly sbyte[] _codes;

    public DenseBlock(int dimensions, int capacity = FirstRows)
    {
        _dimensions = dimensions;
        _stride = StrideOf(dimensions);
        Capacity = capacity;
        _vectors = new float[capacity * dimensions];
        _codes = new sbyte[capacity * _stride];
        Keys = new ChunkKey[capacity];
        Scales = new float[capacity];
        Errors = new float[capacity];
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    public ChunkKey[] Keys { get; }

    /// <summary>Code × scale is the value.</summary>
    public float[] Scales { get; }

    /// <summary>Length of the difference between a row and its codes: by Cauchy and Schwarz the most a dot product can be off for each unit of the query.</summary>
    public float[] Errors { get; }

    public static int StrideOf(int dimensions) => (dimensions + Int8Dot.Alignment - 1) / Int8Dot.Alignment * Int8Dot.Alignment;

    public ReadOnlySpan<float> Row(int index) => _vectors.AsSpan(index * _dimensions, _dimensions);

    public ReadOnlySpan<sbyte> Codes(int rows) => _codes.AsSpan(0, rows * _stride);

    /// <summary>A block with the same rows and room for more.</summary>
    public DenseBlock Grow()
    {
        var grown = new DenseBlock(_dimensions, Math.Min(MaxRows, Capacity * 2)) { Count = Count };
        _vectors.CopyTo(grown._vectors, 0);
        _codes.CopyTo(grown._codes, 0);
        Keys.CopyTo(grown.Keys, 0);
        Scales.CopyTo(grown.Scales, 0);
        Errors.CopyTo(grown.Errors, 0);
        return grown;
    }

    /// <summary>Appends a vector, scaled to length 1. There must be room.</summary>
    public void Add(ChunkKey key, ReadOnlySpan<float> vector)
    {
        var row = _vectors.AsSpan(Count * _dimensions, _dimensions);
        var norm = TensorPrimitives.Norm(vector);
        TensorPrimitives.Multiply(vector, norm > 0 ? 1 / norm : 0, row);
        var codes = _codes.AsSpan(Count * _stride, _dimensions);
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude<float>(row)) / MaxCode;
        var error = 0f;
        for (var i = 0; i < row.Length && scale > 0; i++)
        {
            var code = MathF.Round(row[i] / scale);
            codes[i] = (sbyte)code;
            var lost = row[i] - (code * scale);
            error += lost * lost;
        }

        Keys[Count] = key;
        Scales[Count] = scale;
        Errors[Count] = MathF.Sqrt(error);
        Count++;
    }
}
