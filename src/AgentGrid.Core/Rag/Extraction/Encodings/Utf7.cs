using System.Buffers;
using System.Buffers.Binary;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Recognises UTF-7 (RFC 2152): ASCII in which <c>+</c> begins characters written in base 64.</summary>
internal static class Utf7
{
    private const int LeastRuns = 3;

    private const int LongestRun = 4096;

    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Whether there are such runs, and each is letters and signs beyond ASCII; other text has plus signs too, which mean none of these.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F))
        {
            return false;
        }

        var runs = 0;
        for (var at = bytes.IndexOf((byte)'+'); at >= 0; at = bytes.IndexOf((byte)'+'))
        {
            bytes = bytes[(at + 1)..];
            var length = bytes.IndexOfAnyExcept(Base64);
            if (length < 0)
            {
                break;
            }

            // A plus sign itself is written +-.
            if (length > 0)
            {
                if (!IsText(bytes[..length]))
                {
                    return false;
                }

                runs++;
            }

            bytes = bytes[length..];
        }

        return runs >= LeastRuns;
    }

    /// <summary>Whether a run is whole UTF-16, of signs and letters up to Arabic.</summary>
    private static bool IsText(ReadOnlySpan<byte> run)
    {
        if (run.Length is < 3 or > LongestRun)
        {
            return false;
        }

        var padded = new byte[(run.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'A');
        run.CopyTo(padded);
        var units = new byte[padded.Length / 4 * 3];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(padded, units, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        var whole = run.Length * 6 / 16 * 2;
        for (var i = 0; i < whole; i += 2)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(units.AsSpan(i)) is not ((>= 0x00A0 and <= 0x06FF) or (>= 0x2010 and <= 0x20AF)))
            {
                return false;
            }
        }

        return (run.Length * 6) - (whole * 8) < 6 && !units.AsSpan(whole).ContainsAnyExcept((byte)0);
    }
}
