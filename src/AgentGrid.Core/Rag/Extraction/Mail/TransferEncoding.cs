using System.Buffers.Text;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Content-Transfer-Encoding: base64 and quoted-printable, lenient as mail programs are.</summary>
internal static class TransferEncoding
{
    public static byte[] Decode(byte[] body, string encoding) => encoding.ToLowerInvariant() switch
    {
        "base64" => Base64Text(body),
        "quoted-printable" => QuotedPrintable(body),
        _ => body,
    };

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> text)
    {
        var decoded = new MemoryStream(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                decoded.WriteByte(text[i]);
            }
            else if (i + 2 < text.Length && Hex(text[i + 1]) is >= 0 and var high && Hex(text[i + 2]) is >= 0 and var low)
            {
                decoded.WriteByte((byte)((high << 4) | low));
                i += 2;
            }
            else if (i + 1 < text.Length && text[i + 1] is (byte)'\n')
            {
                i++;
            }
            else if (i + 2 < text.Length && text[i + 1] is (byte)'\r' && text[i + 2] is (byte)'\n')
            {
                i += 2;
            }
            else
            {
                decoded.WriteByte(text[i]);
            }
        }

        return decoded.ToArray();
    }

    private static byte[] Base64Text(byte[] text)
    {
        var clean = Array.FindAll(text, b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/');
        var whole = clean.Length / 4 * 4;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(clean.Length + 4)];
        Base64.DecodeFromUtf8(clean.AsSpan(0, whole), decoded, out _, out var written, isFinalBlock: false);
        if (clean.Length - whole >= 2)
        {
            var last = Encoding.ASCII.GetString(clean, whole, clean.Length - whole).PadRight(4, '=');
            var rest = new byte[3];
            if (Convert.TryFromBase64String(last, rest, out var count))
            {
                rest.AsSpan(0, count).CopyTo(decoded.AsSpan(written));
                written += count;
            }
        }

        return decoded[..written];
    }

    private static int Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : -1;
}
