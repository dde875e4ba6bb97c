using System.Text;
using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Non-ASCII text in header fields: RFC 2047 encoded words.</summary>
internal static partial class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        // White space between two encoded words is not part of the text.
        var joined = Between().Replace(text, "?==?");
        var decoded = new StringBuilder(joined.Length);
        var bytes = new MemoryStream();
        Encoding? charset = null;
        var at = 0;
        foreach (Match word in Word().Matches(joined))
        {
            var encoding = EncodingNames.Find(word.Groups[1].Value.Split('*')[0]) ?? Encoding.UTF8;
            if (word.Index > at || !Equals(encoding, charset))
            {
                End();
                decoded.Append(joined, at, word.Index - at);
            }

            at = word.Index + word.Length;
            if (Bytes(word.Groups[2].Value, word.Groups[3].Value) is { } content)
            {
                charset = encoding;
                bytes.Write(content);
            }
            else
            {
                End();
                decoded.Append(word.ValueSpan);
            }
        }

        End();
        return decoded.Append(joined, at, joined.Length - at).ToString();

        // Words of one charset are one text: a character may begin in one and end in the next.
        void End()
        {
            decoded.Append(charset?.GetString(bytes.ToArray()));
            bytes.SetLength(0);
            charset = null;
        }
    }

    private static byte[]? Bytes(string form, string content)
    {
        if (form is "B" or "b")
        {
            var bytes = new byte[content.Length];
            return Convert.TryFromBase64String(content.PadRight((content.Length + 3) / 4 * 4, '='), bytes, out var written) ? bytes[..written] : null;
        }

        return TransferEncoding.QuotedPrintable(Encoding.ASCII.GetBytes(content.Replace('_', ' ')));
    }

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?([^?\s]{1,40})\?([BbQq])\?([^?\s]*|[^?]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
