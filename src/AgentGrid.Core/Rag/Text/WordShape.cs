namespace AgentGrid.Core.Rag.Text;

/// <summary>Where a run of letters, digits and inner connectors ends, and what it looks like.</summary>
/// <param name="End">Index after its last character.</param>
/// <param name="HasDigit">It holds a digit.</param>
/// <param name="IsNumber">Digits with thousands commas or one decimal point, such as 1,250.75.</param>
/// <param name="IsCompound">More than one part: connectors, inner capitals, or letters next to digits.</param>
/// <param name="OnlyApostrophe">Its only connector is one apostrophe.</param>
internal readonly record struct WordShape(int End, bool HasDigit, bool IsNumber, bool IsCompound, bool OnlyApostrophe)
{
    public static WordShape Scan(ReadOnlySpan<char> text, int start, int maxLength)
    {
        var limit = Math.Min(text.Length, start + maxLength);
        int letters = 0, digits = 0, connectors = 0, apostrophes = 0, points = 0, commas = 0;
        var camel = false;
        var i = start;
        for (; i < limit; i++)
        {
            var c = text[i];
            switch (CharTable.KindOf(c))
            {
                case CharKind.Letter:
                    camel |= i > start && StartsCamelPart(text, i);
                    letters++;
                    continue;
                case CharKind.Digit:
                    digits++;
                    continue;
                case CharKind.Mark:
                    continue;
                case CharKind.Connector when Joins(text, i, start):
                    _ = c == '.' ? points++ : connectors++;
                    continue;
                case CharKind.Connector or CharKind.Separator when IsLineEndInside(text, i, start):
                    connectors++;
                    continue;
                case CharKind.Apostrophe when Joins(text, i, start):
                    apostrophes++;
                    continue;
                case CharKind.Comma when IsThousandsComma(text, i, start):
                    commas++;
                    continue;
            }

            break;
        }

        var joined = connectors + apostrophes + points + commas > 0;
        var isNumber = letters == 0 && digits > 0 && connectors + apostrophes == 0 && points <= 1;
        return new WordShape(
            i,
            digits > 0,
            isNumber && joined,
            joined || camel || (letters > 0 && digits > 0),
            apostrophes == 1 && connectors + points + commas == 0 && digits == 0);
    }

    public static int LastApostrophe(ReadOnlySpan<char> word) => word.LastIndexOfAny('\'', '\u2019', '\u02BC');

    /// <summary>Length of the part at the start of <paramref name="rest"/>; 0 at a connector.</summary>
    public static int PartLength(ReadOnlySpan<char> rest, out bool hasDigit)
    {
        hasDigit = CharTable.KindOf(rest[0]) == CharKind.Digit;
        if (!CharTable.IsWordChar(rest[0]))
        {
            return 0;
        }

        var i = 1;
        for (; i < rest.Length; i++)
        {
            var kind = CharTable.KindOf(rest[i]);
            if (kind == CharKind.Mark)
            {
                continue;
            }

            if (kind is not (CharKind.Letter or CharKind.Digit) || kind == CharKind.Digit != hasDigit || StartsCamelPart(rest, i))
            {
                break;
            }
        }

        return i;
    }

    // A capital starts a part after a small letter, and before two small letters after a capital: XML|Http|Request, but PDFs.
    private static bool StartsCamelPart(ReadOnlySpan<char> word, int i) =>
        char.IsUpper(word[i])
        && (char.IsLower(word[i - 1])
            || (char.IsUpper(word[i - 1]) && i + 2 < word.Length && char.IsLower(word[i + 1]) && char.IsLower(word[i + 2])));

    private static bool Joins(ReadOnlySpan<char> text, int i, int start) =>
        i > start && i + 1 < text.Length && CharTable.IsWordChar(text[i + 1]) && CharTable.KindOf(text[i - 1]) is
            CharKind.Letter or CharKind.Digit or CharKind.Mark;

    // "docu-⏎mentation": the hyphen, and the line break behind it.
    private static bool IsLineEndInside(ReadOnlySpan<char> text, int i, int start)
    {
        var hyphen = text[i] == '\n' ? i - 1 : i;
        return hyphen > start + 1
            && hyphen + 2 < text.Length
            && text[hyphen] is '-' or '\u2010'
            && text[hyphen + 1] == '\n'
            && char.IsLower(text[hyphen + 2])
            && char.IsLower(text[hyphen - 1]);
    }

    private static bool IsThousandsComma(ReadOnlySpan<char> text, int i, int start) =>
        i > start && i + 3 < text.Length
        && CharTable.KindOf(text[i - 1]) == CharKind.Digit
        && CharTable.KindOf(text[i + 1]) == CharKind.Digit
        && CharTable.KindOf(text[i + 2]) == CharKind.Digit
        && CharTable.KindOf(text[i + 3]) == CharKind.Digit
        && (i + 4 >= text.Length || CharTable.KindOf(text[i + 4]) != CharKind.Digit);
}
