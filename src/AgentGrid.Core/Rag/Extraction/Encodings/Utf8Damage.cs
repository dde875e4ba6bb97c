using System.Buffers;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>
/// Tells UTF-8 with a few bad bytes from a charset that is not UTF-8. Letters of other charsets hardly ever form sequences of
/// UTF-8: of Latin and Cyrillic ones almost none do, of double-byte charsets about one in four.
/// </summary>
internal static class Utf8Damage
{
    private const int BufferBytes = 32 * 1024;

    /// <summary>For so many sequences that are sound there may be one that is not.</summary>
    private const int SoundForOneBad = 2;

    /// <summary>With so many, not even what the document declares of itself counts against it.</summary>
    private const int CertainForOneBad = 10;

    /// <summary>So many more bad sequences than sound ones end the search.</summary>
    private const int Hopeless = 1000;

    /// <summary>UTF-8, or null when too many sequences beyond ASCII are malformed. One that the end of the file cuts off counts for neither.</summary>
    public static TextEncodingGuess? Judge(Stream stream)
    {
        long sound = 0, bad = 0;
        var buffer = new byte[BufferBytes];
        int carried = 0, read;
        while ((read = stream.Read(buffer, carried, buffer.Length - carried)) > 0)
        {
            var rest = Count(buffer.AsSpan(0, carried + read), ref sound, ref bad);
            rest.CopyTo(buffer);
            carried = rest.Length;
            if (bad > sound + Hopeless)
            {
                return null;
            }
        }

        return sound == 0 || sound < bad * SoundForOneBad
            ? null
            : new TextEncodingGuess(TextEncodingGuess.Utf8.Encoding, Certain: sound >= bad * CertainForOneBad);
    }

    /// <summary>Counts the sequences of more than one byte; gives back what may be the beginning of one.</summary>
    private static ReadOnlySpan<byte> Count(ReadOnlySpan<byte> bytes, ref long sound, ref long bad)
    {
        for (var next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF); next >= 0; next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF))
        {
            bytes = bytes[next..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var length))
            {
                case OperationStatus.Done:
                    sound++;
                    break;
                case OperationStatus.NeedMoreData:
                    return bytes;
                default:
                    bad++;
                    break;
            }

            bytes = bytes[length..];
        }

        return [];
    }
}
