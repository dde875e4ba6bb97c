using System.Globalization;

namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// The <see cref="CharKind"/> of each UTF-16 unit, from Unicode categories and blocks. Needs no ICU: categories are part
/// of the runtime also with invariant globalization.
/// </summary>
internal static class CharTable
{
    private static readonly byte[] Kinds = Build();

    public static CharKind KindOf(char c) => (CharKind)Kinds[c];

    /// <summary>True for a letter or digit of a script that puts spaces between words.</summary>
    public static bool IsWordChar(char c) => KindOf(c) is CharKind.Letter or CharKind.Digit;

    /// <summary>True for Han, kana and what goes with them, such as their punctuation and full-width forms: lines of it are joined, and may be cut, without spaces.</summary>
    public static bool IsUnspaced(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');

    private static byte[] Build()
    {
        var kinds = new byte[char.MaxValue + 1];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = (byte)Classify((char)i);
        }

        return kinds;
    }

    private static CharKind Classify(char c) => c switch
    {
        '\'' or '\u2019' or '\u02BC' => CharKind.Apostrophe,
        ',' => CharKind.Comma,
        '-' or '_' or '.' or '/' or '@' or ':' or '\u2010' or '\u2011' => CharKind.Connector,
        '\u00AD' or '\u0640' or '\u200C' or '\u200D' => CharKind.Mark,
        (>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u065F') or '\u0670' => CharKind.Mark,
        >= '\u0591' and <= '\u05C7' => CharKind.Mark,
        (>= '\u0E00' and <= '\u0EFF') or (>= '\u0F00' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') => Unsegmented(c),
        >= '\uAC00' and <= '\uD7A3' => CharKind.Hangul,
        '\u3005' or '\u3007' => CharKind.Ideograph,
        (>= '\u3040' and <= '\u30FF') or (>= '\u31F0' and <= '\u31FF') or (>= '\uFF66' and <= '\uFF9F') => Kana(c),
        (>= '\u2E80' and <= '\u2FDF') or (>= '\u3100' and <= '\u312F') or (>= '\u3400' and <= '\u4DBF') => CharKind.Ideograph,
        (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => CharKind.Ideograph,

        // Han outside the basic plane: both halves of the pair count, so one such character is a pair of its own.
        (>= '\uD840' and <= '\uD888') or (>= '\uDC00' and <= '\uDFFF') => CharKind.Ideograph,
        _ => ByCategory(c),
    };

    private static CharKind Kana(char c) => c is '\u3099' or '\u309A' || char.IsLetter(c) ? CharKind.Ideograph : CharKind.Separator;

    private static CharKind Unsegmented(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.DecimalDigitNumber => CharKind.Digit,
        UnicodeCategory.OtherPunctuation or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherNotAssigned => CharKind.Separator,
        _ => CharKind.Unsegmented,
    };

    private static CharKind ByCategory(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharKind.Letter,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => CharKind.Letter,
        UnicodeCategory.DecimalDigitNumber => CharKind.Digit,
        _ => CharKind.Separator,
    };
}
