using System.Buffers;
using System.Globalization;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Recognises UTF-16 and UTF-32 that begin without a byte order mark.</summary>
internal static class UnicodeWithoutMark
{
    private const int SampleBytes = 8 * 1024;

    /// <summary>The blocks of all alphabets lie below U+2000.</summary>
    private const int FirstPrintable = 0x20;

    private const int LeastUnits = 6;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1C, 0x1D, 0x1E, 0x1F);

    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        // ASCII without control characters is text of one byte a character, and by far the most common.
        head = head[..Math.Min(head.Length, SampleBytes)];
        var even = head[..(head.Length & ~1)];
        if (even.Length < 4 || (Ascii.IsValid(head) && !head.ContainsAny(Controls)))
        {
            return null;
        }

        if (IsUtf32(head, bigEndian: false))
        {
            return new UTF32Encoding(bigEndian: false, byteOrderMark: false);
        }

        if (IsUtf32(head, bigEndian: true))
        {
            return new UTF32Encoding(bigEndian: true, byteOrderMark: false);
        }

        var little = Utf16Score(even, bigEndian: false);
        var big = Utf16Score(even, bigEndian: true);
        return Math.Max(little, big) < 0.9 ? null : new UnicodeEncoding(bigEndian: big > little, byteOrderMark: false);
    }

    private static bool IsUtf32(ReadOnlySpan<byte> head, bool bigEndian)
    {
        if (head.Length < 8)
        {
            return false;
        }

        for (var i = 0; i + 4 <= head.Length; i += 4)
        {
            var unit = bigEndian
                ? (head[i] << 24) | (head[i + 1] << 16) | (head[i + 2] << 8) | head[i + 3]
                : (head[i + 3] << 24) | (head[i + 2] << 16) | (head[i + 1] << 8) | head[i];
            if (!Rune.IsValid(unit) || unit is >= 0 and < 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Share of units that are plausible characters, or 0 when nothing speaks for UTF-16 at all: few units are ASCII, and the
    /// others do not crowd into one block of 256 as those of an alphabet do.
    /// </summary>
    private static double Utf16Score(ReadOnlySpan<byte> head, bool bigEndian)
    {
        int plausible = 0, ascii = 0, units = head.Length / 2, expectLow = 0, white = 0;
        Span<int> rows = stackalloc int[256];
        for (var i = 0; i < head.Length; i += 2)
        {
            var unit = (char)(bigEndian ? (head[i] << 8) | head[i + 1] : (head[i + 1] << 8) | head[i]);
            rows[unit >> 8]++;
            if (expectLow-- == 1)
            {
                plausible += char.IsLowSurrogate(unit) ? 2 : 0;
                continue;
            }

            expectLow = char.IsHighSurrogate(unit) ? 1 : 0;
            if (unit < 0x80)
            {
                var text = unit >= 0x20 || unit is '\t' or '\n' or '\r' or '\f';
                plausible += text ? 1 : -8;
                ascii += text ? 1 : 0;
                white += unit is ' ' or '\n' or '\r' or '\t' ? 1 : 0;
            }
            else if (IsPlausible(unit))
            {
                plausible++;
            }
        }

        var score = plausible / (double)units;
        if (ascii * 2 >= units)
        {
            return score;
        }

        // The first half of a letter's code is a control character here, which text of one byte a character does not have.
        var alphabet = rows[1..FirstPrintable];
        var most = 0;
        foreach (var count in alphabet)
        {
            most = Math.Max(most, count);
        }

        if (units >= LeastUnits && most * 2 >= units && (most + ascii) * 10 >= units * 9)
        {
            return score;
        }

        // Few ASCII units: only a script written with line breaks or ideographic stops in narrow ranges convinces.
        var stops = 0;
        for (var i = 0; i < head.Length; i += 2)
        {
            var unit = (char)(bigEndian ? (head[i] << 8) | head[i + 1] : (head[i + 1] << 8) | head[i]);
            stops += unit is '\u3002' or '\u3001' or '\uFF0C' ? 1 : 0;
        }

        return units >= 16 && (white + stops) * 60 >= units && (rows[0] + rows[0x30] + rows[0xFF] + rows[0x04] + rows[0x06] > 0) ? score : 0;
    }

    private static bool IsPlausible(char unit) => char.GetUnicodeCategory(unit) is not (
        UnicodeCategory.Surrogate or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
