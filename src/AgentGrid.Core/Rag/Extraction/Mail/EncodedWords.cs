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
        return Word().Replace(joined, match => DecodeWord(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) ?? match.Value);
    }

    private static string? DecodeWord(string charset, string form, string content)
    {
        var encoding = EncodingNames.Find(charset.Split('*')[0]) ?? Encoding.UTF8;
        if (form is "B" or "b")
        {
            var bytes = new byte[content.Length];
            return Convert.TryFromBase64String(content.PadRight((content.Length + 3) / 4 * 4, '='), bytes, out var written)
                ? encoding.GetString(bytes, 0, written) : null;
        }

        return encoding.GetString(TransferEncoding.QuotedPrintable(Encoding.ASCII.GetBytes(content.Replace('_', ' '))));
    }

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?([^?\s]{1,40})\?([BbQq])\?([^?\s]*|[^?]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
