using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Recognises UTF-16 and UTF-32 that begin without a byte order mark.</summary>
internal static class UnicodeWithoutMark
{
    private const int SampleBytes = 8 * 1024;

    public static Encoding? Detect(ReadOnlySpan<byte> head)
    {
        // ASCII without a zero byte is text of one byte a character, and by far the most common.
        head = head[..Math.Min(head.Length, SampleBytes)];
        var even = head[..(head.Length & ~1)];
        if (even.Length < 4 || (Ascii.IsValid(head) && !head.Contains((byte)0)))
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
    /// Share of units that are plausible characters, or 0 when nothing speaks for UTF-16 at all: no unit is ASCII, and the
    /// units do not crowd into few blocks of 256 as those of one script do.
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
            else if (!char.IsSurrogate(unit) && char.IsLetterOrDigit(unit) || char.IsPunctuation(unit) || char.IsSymbol(unit))
            {
                plausible++;
            }
        }

        var score = plausible / (double)units;
        if (ascii * 2 >= units)
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
}
