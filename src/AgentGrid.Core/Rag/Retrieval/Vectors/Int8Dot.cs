using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AgentGrid.Core.Rag.Retrieval.Vectors;

/// <summary>Dot products of 8-bit codes with a 16-bit query, exact in 32-bit integers.</summary>
internal static class Int8Dot
{
    /// <summary>Codes of one vector are padded with zeros to a multiple of this.</summary>
    public const int Alignment = 32;

    /// <summary>
    /// Largest query value: with codes up to 127, the sum over 8,192 dimensions stays within 32 bits even if all were at their
    /// largest.
    /// </summary>
    public const int MaxQuery = 2_047;

    /// <summary>Most dimensions for which no sum overflows.</summary>
    public const int MaxDimensions = 8_192;

    /// <summary>The dot products of <paramref name="query"/> with each row of <paramref name="codes"/>.</summary>
    /// <param name="query">A multiple of <see cref="Alignment"/> values within ±<see cref="MaxQuery"/>.</param>
    /// <param name="codes">Rows of as many codes as the query has values.</param>
    /// <param name="products">One for each row.</param>
    public static void Rows(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> codes, Span<int> products)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(codes.Length, query.Length * products.Length);
        for (var i = 0; i < products.Length; i++)
        {
            var values = codes.Slice(i * query.Length, query.Length);
            products[i] = Avx512BW.IsSupported ? Wide(query, values) : Avx2.IsSupported ? Narrow(query, values) : Portable(query, values);
        }
    }

    private static int Wide(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> codes)
    {
        var sum = Vector512<int>.Zero;
        for (var i = 0; i < codes.Length; i += Vector256<sbyte>.Count)
        {
            var widened = Avx512BW.ConvertToVector512Int16(Vector256.Create(codes.Slice(i, Vector256<sbyte>.Count)));
            sum += Avx512BW.MultiplyAddAdjacent(widened, Vector512.Create(query.Slice(i, Vector512<short>.Count)));
        }

        return Vector512.Sum(sum);
    }

    private static int Narrow(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> codes)
    {
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < codes.Length; i += Vector128<sbyte>.Count)
        {
            var widened = Avx2.ConvertToVector256Int16(Vector128.Create(codes.Slice(i, Vector128<sbyte>.Count)));
            sum += Avx2.MultiplyAddAdjacent(widened, Vector256.Create(query.Slice(i, Vector256<short>.Count)));
        }

        return Vector256.Sum(sum);
    }

    private static int Portable(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> codes)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < codes.Length; i += Vector128<short>.Count)
        {
            var widened = Vector128.WidenLower(Vector64.Create(codes.Slice(i, Vector64<sbyte>.Count)).ToVector128());
            var values = Vector128.Create(query.Slice(i, Vector128<short>.Count));
            sum += Vector128.WidenLower(widened) * Vector128.WidenLower(values);
            sum += Vector128.WidenUpper(widened) * Vector128.WidenUpper(values);
        }

        return Vector128.Sum(sum);
    }
}
