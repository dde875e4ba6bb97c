using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AgentGrid.Core.Llm.Tokens;

/// <summary>
/// Counts a text's runs of letters, digits and blanks, and what stands between them, in tenths of a token. Takes 64 characters at a
/// time: each kind is a mask of bits, in which a run begins, or reaches a length, where a bit follows bits that are set or not.
/// </summary>
internal struct TokenRuns
{
    private const int Block = 64;

    // The masks of the block before, for the runs that reach into this one.
    private ulong _letters;
    private ulong _letters2;
    private ulong _letters4;
    private ulong _letters8;
    private ulong _blanks;
    private int _digits;

    private long _tenths;

    /// <summary>
    /// A word is a token up to seven letters, then a fifth more for each letter above three; a blank belongs to the word after it,
    /// and more than one are a token; digits go in threes; other characters singly, those of scripts without spaces a little more.
    /// </summary>
    public static long Tenths(ReadOnlySpan<char> text)
    {
        var runs = default(TokenRuns);
        for (; text.Length >= Block; text = text[Block..])
        {
            runs.Add(text, ulong.MaxValue);
        }

        if (text.Length > 0)
        {
            Span<char> last = stackalloc char[Block];
            last.Clear();
            text.CopyTo(last);
            runs.Add(last, (1UL << text.Length) - 1);
        }

        return runs._tenths;
    }

    private void Add(ReadOnlySpan<char> block, ulong there)
    {
        ulong letters = 0;
        ulong digits = 0;
        ulong blanks = 0;
        ulong foreign = 0;
        var units = MemoryMarshal.Cast<char, ushort>(block);
        for (var i = 0; i < Block; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.NarrowWithSaturation(
                Vector128.Create(units[i..]), Vector128.Create(units[(i + Vector128<ushort>.Count)..]));
            var lower = bytes | Vector128.Create((byte)0x20);
            letters |= Bits(Vector128.LessThan(lower - Vector128.Create((byte)'a'), Vector128.Create((byte)26)), i);
            digits |= Bits(Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10)), i);
            blanks |= Bits(Vector128.Equals(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'\t')), i);
            foreign |= Bits(Vector128.GreaterThanOrEqual(bytes, Vector128.Create((byte)0x80)), i);
        }

        // What lies behind the end is zero, which is none of these.
        var singles = there & ~(letters | digits | blanks | foreign);
        _tenths += 10 * (BitOperations.PopCount(singles) + OfBlanks(blanks) + OfDigits(digits)) + OfLetters(letters);
        if (foreign != 0)
        {
            var wide = Wide(units);
            _tenths += (11 * BitOperations.PopCount(wide)) + (5 * BitOperations.PopCount(foreign & ~wide));
        }
    }

    private int OfLetters(ulong letters)
    {
        // The bits at which a run has reached two, four and eight letters.
        var first = letters & ~Shifted(letters, _letters, 1);
        var two = letters & Shifted(letters, _letters, 1);
        var four = two & Shifted(two, _letters2, 2);
        var eight = four & Shifted(four, _letters4, 4);
        var eighth = eight & ~Shifted(eight, _letters8, 1);
        (_letters, _letters2, _letters4, _letters8) = (letters, two, four, eight);
        return (10 * (BitOperations.PopCount(first) + BitOperations.PopCount(eighth))) + (2 * BitOperations.PopCount(eight & ~eighth));
    }

    private int OfBlanks(ulong blanks)
    {
        var second = blanks & Shifted(blanks, _blanks, 1) & ~Shifted(blanks, _blanks, 2);
        _blanks = blanks;
        return BitOperations.PopCount(second);
    }

    private int OfDigits(ulong digits)
    {
        var tokens = 0;
        var before = _digits;
        _digits = 0;
        while (digits != 0)
        {
            var start = BitOperations.TrailingZeroCount(digits);
            var length = BitOperations.TrailingZeroCount(~(digits >> start));
            var known = start == 0 ? before : 0;
            tokens += InThrees(known + length) - InThrees(known);
            _digits = start + length == Block ? known + length : 0;
            digits = start + length == Block ? 0 : digits & (ulong.MaxValue << (start + length));
        }

        return tokens;
    }

    /// <summary>The characters of scripts that are written without spaces: Thai and Lao, and all from Han and kana on.</summary>
    private static ulong Wide(ReadOnlySpan<ushort> units)
    {
        ulong wide = 0;
        for (var i = 0; i < Block; i += Vector128<ushort>.Count)
        {
            var some = Vector128.Create(units[i..]);
            var mask = Vector128.GreaterThanOrEqual(some, Vector128.Create((ushort)0x2E80))
                | Vector128.LessThan(some - Vector128.Create((ushort)0x0E00), Vector128.Create((ushort)0x100));
            wide |= (ulong)mask.ExtractMostSignificantBits() << i;
        }

        return wide;
    }

    private static int InThrees(int digits) => (digits + 2) / 3;

    /// <summary>The mask in which each bit says what the one so many places before it was.</summary>
    private static ulong Shifted(ulong mask, ulong before, int by) => (mask << by) | (before >> (Block - by));

    private static ulong Bits(Vector128<byte> mask, int at) => (ulong)mask.ExtractMostSignificantBits() << at;
}
