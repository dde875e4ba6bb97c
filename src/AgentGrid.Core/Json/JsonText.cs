using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AgentGrid.Core.Json;

/// <summary>
/// Text of JSON strings as providers and documents have it: with bytes that are no UTF-8, with half a character, and with a
/// character's two escaped halves in two pieces. What cannot be read becomes U+FFFD; it is never worth the text it stands in.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string, all of it whole characters.</summary>
    public static string Of(JsonElement text) => Mend(PieceOf(text), keepEnds: false);

    /// <summary>The text of the string or name the reader stands on, all of it whole characters.</summary>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Whole(Decode(reader.ValueSpan));
        }
    }

    /// <summary>A piece of a longer text: a half character at its begin or its end is kept, for the other half may be in its neighbour.</summary>
    public static string PieceOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // The library reads all of a string or nothing.
            return Mend(Decode(JsonMarshal.GetRawUtf8Value(text)[1..^1]), keepEnds: true);
        }
    }

    /// <summary>The text with each half character that stands alone replaced.</summary>
    public static string Whole(string text) => Mend(text, keepEnds: false);

    private static string Mend(string text, bool keepEnds)
    {
        StringBuilder? mended = null;
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = first < 0 ? text.Length : first; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (!(keepEnds && ((i == 0 && char.IsLowSurrogate(text[i])) || (i == text.Length - 1 && char.IsHighSurrogate(text[i])))))
            {
                (mended ??= new StringBuilder(text))[i] = (char)Rune.ReplacementChar.Value;
            }
        }

        return mended?.ToString() ?? text;
    }

    // The parser has checked the escapes.
    private static string Decode(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            var length = 2;
            switch ((char)raw[escape + 1])
            {
                case 'u':
                    length = 6;
                    text.Append((char)ushort.Parse(raw.Slice(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    break;
                case 'b':
                    text.Append('\b');
                    break;
                case 'f':
                    text.Append('\f');
                    break;
                case 'n':
                    text.Append('\n');
                    break;
                case 'r':
                    text.Append('\r');
                    break;
                case 't':
                    text.Append('\t');
                    break;
                case var plain:
                    text.Append(plain);
                    break;
            }

            raw = raw[(escape + length)..];
        }

        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }
}
