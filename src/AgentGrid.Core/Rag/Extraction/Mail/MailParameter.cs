using System.Globalization;
using System.Text;
using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Reads a parameter of a header field, such as a file name: plain, in another charset, or in pieces (RFC 2231).</summary>
internal static class MailParameter
{
    private const int MaxPieces = 200;

    /// <summary>The parameter's value, or null; the form with a charset goes before the plain one.</summary>
    public static string? Read(string field, string parameter)
    {
        string? plain = null;
        var pieces = new SortedDictionary<int, (string Value, bool Encoded)>();
        foreach (var part in Split(field).Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !part.AsSpan(0, equals).TrimStart().StartsWith(parameter, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = part.AsSpan(0, equals).Trim()[parameter.Length..];
            var value = part[(equals + 1)..].Trim().Trim('"');
            if (rest.IsEmpty)
            {
                plain ??= EncodedWords.Decode(value);
            }
            else if (rest[0] == '*' && pieces.Count < MaxPieces && Number(rest[1..], out var encoded) is { } number)
            {
                pieces.TryAdd(number, (value, encoded));
            }
        }

        return pieces.Count > 0 ? Joined(pieces.Values) : plain;
    }

    /// <summary>The piece's number behind the first asterisk; another asterisk says that it is encoded, one alone that it is the only piece.</summary>
    private static int? Number(ReadOnlySpan<char> rest, out bool encoded)
    {
        encoded = rest.IsEmpty || rest[^1] == '*';
        return rest.IsEmpty ? 0 : int.TryParse(rest.TrimEnd('*'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Joined(IEnumerable<(string Value, bool Encoded)> pieces)
    {
        Encoding? charset = null;
        var bytes = new MemoryStream();
        foreach (var (value, encoded) in pieces)
        {
            var text = value;
            if (encoded && charset is null && text.Split('\'', 3) is [var name, _, var content])
            {
                charset = EncodingNames.Find(name);
                text = content;
            }

            charset ??= Encoding.UTF8;
            bytes.Write(encoded ? Unescaped(text) : charset.GetBytes(text));
        }

        return (charset ?? Encoding.UTF8).GetString(bytes.ToArray());
    }

    private static byte[] Unescaped(string text)
    {
        var bytes = new MemoryStream(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.WriteByte(value);
                i += 2;
            }
            else
            {
                bytes.Write(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string> Split(string value)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            quoted ^= value[i] == '"';
            if (value[i] == ';' && !quoted)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }
}
