using System.Globalization;
using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Extraction.Quality;

/// <summary>
/// Judges whether extracted text is language. It counts characters only, so it can be fed block by block; what it refuses is
/// text that no search would ever find: replacement characters, private-use glyph codes, mojibake, letters without words.
/// </summary>
internal sealed class TextQuality
{
    private const int EnoughToJudge = 200;
    private const string Vowels = "àáâãäåæèéêëìíîïòóôõöøùúûüýœ";

    // A bit for each of a, e, i, o, u and y, counted from a. Every letter of every file comes by here.
    private const int AsciiVowels = 1 | (1 << 4) | (1 << 8) | (1 << 14) | (1 << 20) | (1 << 24);

    /// <summary>UTF-8 read as Windows-1252: signs that continuation bytes become.</summary>
    private const string Continuations = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

    private const int EnoughMojibake = 20;

    private long _visible, _letters, _digits, _broken, _foreign, _mojibake, _words, _latinWords, _vowelless, _spoiltCase;

    public bool HasWords => _words > 0 || _digits >= 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c) || char.IsLetter(c))
            {
                var end = i + 1;
                while (end < text.Length && IsInWord(text[end]))
                {
                    end++;
                }

                AddWord(text[i..end]);
                i = end - 1;
            }
            else if (!char.IsWhiteSpace(c))
            {
                _visible++;
                _foreign += c >= 0x80 ? 1 : 0;
                _digits += char.IsDigit(c) ? 1 : 0;
                _broken += IsBroken(text, i) ? 1 : 0;
                _mojibake += i > 0 && IsMojibake(text[i - 1], c) ? 2 : 0;
            }
        }
    }

    /// <summary>Why the text is garbage, or null.</summary>
    /// <param name="ofWords">Whether its letters should form words; codes in a table need not.</param>
    public string? Problem(bool ofWords = true)
    {
        if (_visible < EnoughToJudge)
        {
            return _visible > 0 && _broken * 3 > _visible ? Sentence("unreadable characters") : null;
        }

        if (_broken * 12 > _visible)
        {
            return Sentence("unreadable characters");
        }

        // Where most of what is not ASCII is such pairs, there need not be many: every umlaut of a text may be one.
        if ((_mojibake * 25 > _letters && _letters > 0) || (_mojibake >= EnoughMojibake && _mojibake * 3 > _foreign * 2))
        {
            return Sentence("letters in the wrong encoding");
        }

        // Every third Latin word without a vowel, or with capitals strewn inside, is glyph codes and not language.
        if (ofWords && _latinWords > 40 && (_vowelless * 3 > _latinWords * 2 || _spoiltCase * 2 > _latinWords))
        {
            return Sentence("letters that form no words");
        }

        return _letters * 20 < _visible && _digits * 5 < _visible ? Sentence("signs instead of words") : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWord(ReadOnlySpan<char> word)
    {
        _visible += word.Length;
        int letters = 0, latin = 0, vowels = 0, digits = 0, upperInside = 0, accented = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                continue;
            }

            letters++;
            if (c < 0x80)
            {
                latin++;
                vowels += (AsciiVowels >> ((c | 0x20) - 'a')) & 1;
                upperInside += i > 0 && char.IsAsciiLetterUpper(c) && char.IsLower(word[i - 1]) ? 1 : 0;
            }
            else if (c < 0x250)
            {
                latin++;
                accented++;
                vowels += Vowels.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal) ? 1 : 0;
                upperInside += i > 0 && char.IsUpper(c) && char.IsLower(word[i - 1]) ? 1 : 0;
                _mojibake += i > 0 && IsMojibake(word[i - 1], c) ? 2 : 0;
            }
        }

        _letters += letters;
        _foreign += letters - latin + accented;
        _digits += digits;
        if (letters >= 2 || (letters == 1 && word[0] >= 0x2E80))
        {
            _words++;
        }

        if (latin == letters && letters >= 4 && digits == 0)
        {
            _latinWords++;
            _vowelless += vowels == 0 ? 1 : 0;
            _spoiltCase += upperInside >= 2 ? 1 : 0;
        }
    }

    private static bool IsInWord(char c) =>
        c < 0x80 ? char.IsAsciiLetterOrDigit(c)
        : char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsBroken(ReadOnlySpan<char> text, int i) => text[i] switch
    {
        '\uFFFD' => true,
        >= '\uE000' and <= '\uF8FF' => true,
        >= '\u0080' and <= '\u009F' => true,
        < ' ' => text[i] is not ('\t' or '\n' or '\r' or '\f'),
        _ => false,
    };

    /// <summary>UTF-8 read as Latin-1 or Windows-1252: a lead byte's letter followed by a continuation byte's sign.</summary>
    private static bool IsMojibake(char first, char second) => first switch
    {
        'Ã' or 'Â' or 'Ð' or 'Ñ' => second is >= '\u0080' and <= '\u00BF' || Continuations.Contains(second, StringComparison.Ordinal),
        'Ä' or 'Å' or 'Ë' or 'Î' or 'Ï' or '×' or 'Ø' or 'Ù' =>
            second is >= '\u0080' and <= '\u00BF' and not '\u00A0' || Continuations.Contains(second, StringComparison.Ordinal),
        'â' => second == '€',
        _ => false,
    };

    private static string Sentence(string what) =>
        $"The text of this file consists of {what}, so nothing in it could be found. Save it again as UTF-8 text or as a PDF with "
        + "embedded fonts, or turn on OCR.";
}
