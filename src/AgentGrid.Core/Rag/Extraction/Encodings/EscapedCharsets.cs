using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>
/// Recognises charsets whose bytes are all ASCII: ISO-2022-JP and ISO-2022-KR, which switch with escape sequences (RFC 1468, RFC 1557), and HZ,
/// which does with braces (RFC 1843).
/// </summary>
internal static class EscapedCharsets
{
    private const byte Escape = 0x1B;

    private const int Japanese = 50221;

    private const int Korean = 50225;

    private const int Hz = 52936;

    /// <summary>HZ ends at the end of a line at the latest, and lines are wrapped.</summary>
    private const int LongestLine = 4000;

    private const int LeastCharacters = 4;

    /// <summary>The encoding that an escape sequence among the bytes switches to, or null when there is none.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
        if (IsHz(bytes))
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(Hz);
        }

        for (var at = bytes.IndexOf(Escape); at >= 0; at = bytes.IndexOf(Escape))
        {
            bytes = bytes[(at + 1)..];
            switch (bytes)
            {
                case [(byte)'$', (byte)'B' or (byte)'@', ..] or [(byte)'(', (byte)'J' or (byte)'I', ..]:
                    return CodePagesEncodingProvider.Instance.GetEncoding(Japanese);
                case [(byte)'$', (byte)')', (byte)'C', ..]:
                    return CodePagesEncodingProvider.Instance.GetEncoding(Korean);
            }
        }

        return null;
    }

    /// <summary>Whether all that stands in <c>~{ ~}</c> is pairs of bytes that GB 2312 has for Chinese, which no program's braces hold.</summary>
    private static bool IsHz(ReadOnlySpan<byte> bytes)
    {
        var characters = 0;
        for (var at = bytes.IndexOf("~{"u8); at >= 0; at = bytes.IndexOf("~{"u8))
        {
            var inner = bytes[(at + 2)..];
            var end = inner.IndexOf("~}"u8);
            if (end < 0 || end > LongestLine || end % 2 > 0)
            {
                // The last one may be cut by the end of the bytes.
                return characters >= LeastCharacters && end < 0;
            }

            for (var i = 0; i < end; i += 2)
            {
                if (inner[i] is < 0x21 or > 0x77 || inner[i + 1] is < 0x21 or > 0x7E)
                {
                    return false;
                }
            }

            characters += end / 2;
            bytes = inner[(end + 2)..];
        }

        return characters >= LeastCharacters;
    }
}
