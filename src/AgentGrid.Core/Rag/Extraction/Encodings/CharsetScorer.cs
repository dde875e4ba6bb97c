using System.Globalization;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>How much a sample, decoded with one charset, looks like that charset's languages: about 1 for a match, below 0 for nonsense.</summary>
internal static class CharsetScorer
{
    private const string Vowels = "aeiouyAEIOUYéèáàâêäöü";

    public static double Score(LegacyCharset charset, ReadOnlySpan<byte> sample)
    {
        var text = charset.Strict.GetString(sample);
        double sum = 0;
        var counted = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                continue;
            }

            counted++;
            sum += ScoreOf(charset, text, i, c);
        }

        if (counted == 0)
        {
            return charset.Prior;
        }

        // A character of two bytes that fits is twice the evidence of one that takes one byte.
        return (sum / counted) + charset.Prior + (charset.MultiByte && sum > 0 ? 0.1 : 0);
    }

    private static double ScoreOf(LegacyCharset charset, string text, int i, char c)
    {
        if (c == '\uFFFD')
        {
            return -4;
        }

        var weight = charset.WeightOf(c);
        var previous = i > 0 ? text[i - 1] : ' ';
        var next = i + 1 < text.Length ? text[i + 1] : ' ';
        if (charset.MultiByte)
        {
            // An accented letter and the one after it, taken for one character: it stands alone, and in a word of ASCII.
            var alone = previous < 0x80 && next < 0x80 && (char.IsAsciiLetter(previous) || char.IsAsciiLetter(next));
            return alone ? -0.5 : weight ?? (char.GetUnicodeCategory(c) switch
            {
                UnicodeCategory.PrivateUse or UnicodeCategory.Control or UnicodeCategory.Surrogate => -2,
                UnicodeCategory.OtherLetter when c is >= '\uFF66' and <= '\uFF9D' => -0.4,
                UnicodeCategory.OtherLetter => CommonRange(c) ? 0.12 : -0.1,
                _ => 0,
            });
        }

        if (!char.IsLetter(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
        {
            // Signs that a charset's languages have of their own are known to it and not to us.
            return Math.Max(SignContext.Score(c, previous, next), weight is not null && !(char.IsLetter(previous) && char.IsLetter(next)) ? 0.2 : -1.5);
        }

        var score = weight ?? -0.6;
        if (char.IsUpper(c) && char.IsLower(previous))
        {
            score -= 1.2;
        }

        // No Russian or Ukrainian word begins with these; a Hebrew final form stands nowhere but at the end.
        if ((c is 'ь' or 'ъ' or 'ы' && !char.IsLetter(previous)) || (c is 'ם' or 'ן' or 'ץ' or 'ף' or 'ך' && char.IsLetter(next)))
        {
            score -= 1.5;
        }

        // In Western Europe õ is Portuguese and stands before e, and ï follows a vowel; elsewhere these codes are Hungarian letters.
        if (charset.IsWestEuropean && ((c == 'õ' && next != 'e') || (c == 'ï' && !Vowels.Contains(previous, StringComparison.Ordinal))))
        {
            score -= 3;
        }

        // A letter that is a word of its own is rare, and one beside a digit is none.
        if (!char.IsLetter(previous) && !char.IsLetter(next))
        {
            score -= char.IsAsciiDigit(previous) || char.IsAsciiDigit(next) ? 0.8 : 0.5;
        }

        // Letters of another script do not mix with ASCII inside a word; accented Latin letters stand among ASCII ones.
        var latin = c < 0x250;
        var asciiBeside = char.IsAsciiLetter(previous) || char.IsAsciiLetter(next);
        if (latin)
        {
            score += asciiBeside ? 0.15 : previous >= 0x80 && next >= 0x80 && char.IsLetter(previous) ? -0.8 : 0;
        }
        else if (asciiBeside)
        {
            score -= 0.8;
        }

        return score;
    }

    private static bool CommonRange(char c) => c is (>= '\u4E00' and <= '\u9FA5') or (>= '\uAC00' and <= '\uD7A3');
}
