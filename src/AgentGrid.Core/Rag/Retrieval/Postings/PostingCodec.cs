using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>
/// Byte code of ascending numbers with a small count each: one byte holds a gap up to 63 and a count up to 3; a larger gap goes
/// on as a variable-length integer, a larger count as one more byte (saturating at 255).
/// </summary>
internal static class PostingCodec
{
    private const int GapEscape = 63;
    private const int CountEscape = 3;

    /// <summary>Most bytes one entry takes.</summary>
    public const int MaxEntryBytes = 8;

    /// <summary>Writes one entry; answers the bytes written.</summary>
    /// <param name="destination">At least <see cref="MaxEntryBytes"/>.</param>
    /// <param name="gap">Distance from the number before, 1 or more; the first number n of a list has gap n + 1.</param>
    /// <param name="count">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> destination, int gap, int count)
    {
        if (gap > GapEscape || count > CountEscape)
        {
            return WriteLong(destination, gap - 1, count - 1);
        }

        destination[0] = (byte)(((gap - 1) << 2) | (count - 1));
        return 1;
    }

    /// <summary>Reads the entry at <paramref name="at"/> and moves past it; adds the gap to <paramref name="number"/>, which starts at -1.</summary>
    /// <exception cref="IndexOutOfRangeException">The bytes end inside an entry.</exception>
    public static int Read(ReadOnlySpan<byte> source, ref int at, ref int number)
    {
        var first = source[at++];
        var gap = first >> 2;
        if (gap == GapEscape)
        {
            gap += ReadRest(source, ref at);
        }

        number += gap + 1;
        var count = first & CountEscape;
        return count == CountEscape ? source[at++] : count + 1;
    }

    /// <summary>Whether the bytes end where an entry ends and no gap is longer than an integer holds.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> source)
    {
        for (var at = 0; at < source.Length;)
        {
            var first = source[at++];
            var limit = at + 4;
            if (first >> 2 == GapEscape)
            {
                while (at < source.Length && source[at] >= 0x80)
                {
                    at++;
                }

                at++;
            }

            at += (first & CountEscape) == CountEscape ? 1 : 0;
            if (at > source.Length || at > limit + 1)
            {
                return false;
            }
        }

        return true;
    }

    private static int WriteLong(Span<byte> destination, int g, int c)
    {
        destination[0] = (byte)((Math.Min(g, GapEscape) << 2) | Math.Min(c, CountEscape));
        var n = 1;
        if (g >= GapEscape)
        {
            var rest = (uint)(g - GapEscape);
            while (rest >= 0x80)
            {
                destination[n++] = (byte)(rest | 0x80);
                rest >>= 7;
            }

            destination[n++] = (byte)rest;
        }

        if (c >= CountEscape)
        {
            destination[n++] = (byte)Math.Min(c + 1, byte.MaxValue);
        }

        return n;
    }

    private static int ReadRest(ReadOnlySpan<byte> source, ref int at)
    {
        var rest = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = source[at++];
            rest |= (b & 0x7F) << shift;
            if (b < 0x80)
            {
                return rest;
            }
        }
    }
}
