using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>
/// Finds the encoding of a text: byte order mark, the zero-byte pattern of UTF-16 and UTF-32, validity as UTF-8 over the whole
/// file but for a few bad bytes, the escapes of ISO-2022, and for the rest the legacy charset whose decoded sample looks most like a language.
/// </summary>
internal static class TextEncodingDetector
{
    private const int SampleBytes = 32 * 1024;

    /// <summary>The encoding, or null when the bytes are no text.</summary>
    public static TextEncodingGuess? Detect(Stream stream)
    {
        var head = new byte[SampleBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, length);
        if (FromByteOrderMark(start) is { } marked)
        {
            return new TextEncodingGuess(marked, Certain: true);
        }

        if (UnicodeWithoutMark.Detect(start) is { } wide)
        {
            return new TextEncodingGuess(wide, Certain: false);
        }

        if (!LooksLikeText(start))
        {
            // Korean among them shifts in and out with control characters.
            return EscapedCharsets.Find(start) is { } shifted && Ascii.IsValid(start) ? new TextEncodingGuess(shifted, Certain: true) : null;
        }

        stream.Position = 0;
        var sample = new ArrayBufferWriter<byte>(SampleBytes);
        if (IsUtf8(stream, sample, out var escaped))
        {
            return escaped is not null && sample.WrittenCount == 0 ? new TextEncodingGuess(escaped, Certain: true) : TextEncodingGuess.Utf8;
        }

        stream.Position = 0;
        return Utf8Damage.Judge(stream) ?? LegacyCharsets.Guess(sample.WrittenSpan);
    }

    private static Encoding? FromByteOrderMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true),
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        _ => null,
    };

    /// <summary>Text in any single- or multi-byte charset has hardly any control characters. ESC and FF are let pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool LooksLikeText(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var b in head)
        {
            if (b < 0x20 && b is not (0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x1A or 0x1B))
            {
                controls += b == 0 ? 4 : 1;
            }
        }

        return controls * 200L <= head.Length;
    }

    /// <summary>Whether the whole stream is UTF-8; when not, <paramref name="sample"/> holds bytes around the first that are not ASCII.</summary>
    private static bool IsUtf8(Stream stream, ArrayBufferWriter<byte> sample, out Encoding? escaped)
    {
        escaped = null;
        var buffer = new byte[SampleBytes];
        int carried = 0, read;
        var valid = true;
        while ((read = stream.Read(buffer, carried, buffer.Length - carried)) > 0)
        {
            var span = buffer.AsSpan(0, carried + read);
            escaped ??= EscapedCharsets.Find(span);
            if (!Ascii.IsValid(span) && sample.WrittenCount + span.Length <= 2 * SampleBytes)
            {
                sample.Write(span);
            }

            if (valid)
            {
                var tail = IncompleteTail(span);
                valid = Utf8.IsValid(span[..^tail]);
                span[^tail..].CopyTo(buffer);
                carried = tail;
            }
            else if (sample.WrittenCount >= SampleBytes)
            {
                return false;
            }
        }

        return valid && carried == 0;
    }

    /// <summary>Bytes at the end that may be the beginning of a character cut by the buffer.</summary>
    private static int IncompleteTail(ReadOnlySpan<byte> span)
    {
        for (var back = 1; back <= Math.Min(3, span.Length); back++)
        {
            var b = span[^back];
            if (b < 0x80)
            {
                return 0;
            }

            if (b >= 0xC0)
            {
                var need = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return need > back ? back : 0;
            }
        }

        return 0;
    }
}
