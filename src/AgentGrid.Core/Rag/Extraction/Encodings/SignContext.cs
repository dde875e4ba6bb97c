namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>
/// How well a sign that is no letter stands where it stands. English text of Windows often has nothing beyond ASCII but quotes, dashes
/// and bullets; only their places tell them from the letters that other charsets have under the same codes.
/// </summary>
internal static class SignContext
{
    private const double Fits = 1.1;

    private const double Possible = 0.2;

    private const double Strange = -0.5;

    private const double Wrong = -1.5;

    public static double Score(char sign, char previous, char next)
    {
        var (before, after) = (IsWordy(previous), IsWordy(next));
        switch (sign)
        {
            case '’':
                return before ? Fits : Possible;
            case '\u00A0':
                return !char.IsWhiteSpace(previous) || !char.IsWhiteSpace(next) ? Fits : Possible;
            case '–' or '—':
                return before == after && !(sign == '–' && char.IsLower(previous) && char.IsLower(next)) ? Fits : Possible;
            case '\u00AD':
                return before && after ? Fits : Strange;
        }

        if (char.IsControl(sign) || (char.IsLetter(previous) && char.IsLetter(next)))
        {
            return Wrong;
        }

        return sign switch
        {
            '“' or '‘' or '„' or '«' or '¿' or '¡' or '‹' => !before && after ? Fits : Possible,
            '”' or '»' or '›' => !after && !char.IsWhiteSpace(previous) ? Fits : Possible,
            '•' => !before && char.IsWhiteSpace(next) ? Fits : Possible,
            '…' => !after || !before ? Fits : Strange,
            '°' or '²' or '³' or '™' or '®' or 'º' or 'ª' => before || next is 'C' or 'F' or 'K' ? Fits : Possible,
            '€' or '£' or '©' or '§' or '±' or '№' => before != after || !before ? Fits : Strange,
            >= '\u2500' and <= '\u259F' => Frame(sign, previous, next),
            '·' or '½' or '¼' or '¾' or '×' or '÷' or 'µ' or '¢' or '¥' => Possible,
            _ => Strange,
        };
    }

    /// <summary>Lines of frames repeat one sign, and touch no letters but ASCII ones.</summary>
    private static double Frame(char sign, char previous, char next) =>
        IsForeignLetter(previous) || IsForeignLetter(next) ? Strange : previous == sign || next == sign ? 0.9 : Possible;

    private static bool IsForeignLetter(char c) => c >= 0x80 && char.IsLetter(c);

    private static bool IsWordy(char c) => char.IsLetterOrDigit(c);
}
