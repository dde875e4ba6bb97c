using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>Recognises ISO-2022-JP and ISO-2022-KR, which are ASCII but for escape sequences (RFC 1468, RFC 1557).</summary>
internal static class EscapedCharsets
{
    private const byte Escape = 0x1B;

    private const int Japanese = 50221;

    private const int Korean = 50225;

    /// <summary>The encoding that an escape sequence among the bytes switches to, or null when there is none.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
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
}
