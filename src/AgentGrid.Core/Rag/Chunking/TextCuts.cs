using System.Globalization;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>Places where text can be cut without breaking a word or a character.</summary>
internal static class TextCuts
{
    private const int MaxBackOff = 64;

    /// <summary>The last word boundary at or before <paramref name="limit"/> and after <paramref name="least"/>; a character boundary when there is none.</summary>
    public static int WordAtOrBefore(ReadOnlySpan<char> text, int least, int limit)
    {
        for (var at = limit; at > least; at--)
        {
            if (IsWordBoundary(text, at))
            {
                return at;
            }
        }

        return CharacterAtOrBefore(text, least, limit);
    }

    /// <summary>The first word boundary from <paramref name="from"/> up to <paramref name="limit"/>; a character boundary when there is none.</summary>
    public static int WordAtOrAfter(ReadOnlySpan<char> text, int from, int limit)
    {
        for (var at = from; at < limit; at++)
        {
            if (IsWordBoundary(text, at))
            {
                return at;
            }
        }

        return CharacterAtOrBefore(text, Math.Max(0, from - MaxBackOff), from);
    }

    /// <summary>Keeps at most that many characters, never half a character.</summary>
    public static string Truncate(string text, int length) => text[..CharacterAtOrBefore(text, 0, length)].TrimEnd();

    /// <summary>The same, with an ellipsis where something was cut.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : Truncate(text, length) + "…";

    private static int CharacterAtOrBefore(ReadOnlySpan<char> text, int least, int limit)
    {
        var at = limit;
        while (at > least + 1 && limit - at < MaxBackOff && !IsCharacterBoundary(text, at))
        {
            at--;
        }

        return IsCharacterBoundary(text, at) || !IsInsidePair(text, limit) ? at : limit - 1 > least ? limit - 1 : limit + 1;
    }

    private static bool IsWordBoundary(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
        {
            return true;
        }

        if (char.IsWhiteSpace(text[at - 1]))
        {
            return true;
        }

        // Scripts written without spaces may be cut between any two of their characters, but not before closing punctuation.
        return (CharTable.IsUnspaced(text[at - 1]) || CharTable.IsUnspaced(text[at])) && !char.IsWhiteSpace(text[at]) && !char.IsPunctuation(text[at])
            && IsCharacterBoundary(text, at);
    }

    private static bool IsCharacterBoundary(ReadOnlySpan<char> text, int at)
    {
        if (at <= 0 || at >= text.Length)
        {
            return true;
        }

        if (text[at] < 0x300)
        {
            return text[at - 1] != '\u200D';
        }

        return !IsInsidePair(text, at) && text[at] != '\u200D' && text[at - 1] != '\u200D'
            && char.GetUnicodeCategory(text[at]) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark);
    }

    private static bool IsInsidePair(ReadOnlySpan<char> text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
