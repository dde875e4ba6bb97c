namespace AgentGrid.Core;

/// <summary>
/// Text as every store and wire takes it: U+0000 and half a surrogate pair become U+FFFD, so that what is shown is what is kept.
/// </summary>
public static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text, of the same length.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('\0') || HasHalf(text)
            ? string.Create(text.Length, text, static (target, source) => Replace(source, target))
            : text;
    }

    /// <summary>Whether there is half a pair that stands alone.</summary>
    private static bool HasHalf(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }

    private static void Replace(string source, Span<char> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
            {
                target[i] = source[i++];
                target[i] = source[i];
            }
            else
            {
                target[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? Replacement : source[i];
            }
        }
    }
}
