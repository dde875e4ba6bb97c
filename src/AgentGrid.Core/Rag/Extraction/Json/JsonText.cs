using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AgentGrid.Core.Rag.Extraction.Json;

/// <summary>The text of JSON's strings, those too that hold an escaped half of a surrogate pair, which has no text: it is read as U+FFFD.</summary>
internal static class JsonText
{
    private const int EscapeChars = 6;

    /// <summary>Of the string or name the reader stands on.</summary>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Mended(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <summary>Of an element that is a string.</summary>
    public static string Of(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Mended(element.GetRawText()[1..^1]);
        }
    }

    /// <summary>Undoes the escapes of a string as it was written, without its quotes.</summary>
    private static string Mended(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\' || i + 1 == written.Length)
            {
                text.Append(written[i]);
            }
            else if (CodeAt(written, i) is { } code)
            {
                text.Append(code);
                i += EscapeChars - 1;
            }
            else
            {
                text.Append(written[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
            }
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }

        return text.ToString();
    }

    private static char? CodeAt(string text, int at) =>
        at + EscapeChars <= text.Length && text[at + 1] == 'u'
        && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}
