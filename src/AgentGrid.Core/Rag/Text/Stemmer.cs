namespace AgentGrid.Core.Rag.Text;

/// <summary>Picks the stemmer of a word.</summary>
internal static class Stemmer
{
    /// <summary>Stems the first <paramref name="length"/> folded letters of <paramref name="word"/> in place; answers the new length.</summary>
    /// <param name="word">Folded letters, with room for one more at the end.</param>
    /// <param name="length">Letters in use, at least one.</param>
    /// <param name="textLanguage">Language of the text; a word of another script goes by its script.</param>
    public static int Stem(Span<char> word, int length, TextLanguage textLanguage)
    {
        var language = LanguageOf(word[0], textLanguage);
        if (language == TextLanguage.English)
        {
            return EnglishStemmer.Stem(word, length);
        }

        if (LightStemmerRules.Truncates(language))
        {
            return Math.Min(length, LightStemmerRules.TruncatedLength);
        }

        return LightStemmer.For(language)?.Stem(word, length) ?? length;
    }

    private static TextLanguage LanguageOf(char first, TextLanguage text) => first switch
    {
        // Latin words inside Chinese, Thai, Russian and the like are most often English.
        < '\u0250' => IsLatin(text) ? text : TextLanguage.English,
        >= '\u0370' and <= '\u03FF' => TextLanguage.Greek,
        >= '\u0400' and <= '\u052F' => text == TextLanguage.Ukrainian ? text : TextLanguage.Russian,
        >= '\u0590' and <= '\u05FF' => TextLanguage.Hebrew,
        >= '\u0600' and <= '\u06FF' => text == TextLanguage.Persian ? text : TextLanguage.Arabic,
        >= '\u0900' and <= '\u097F' => TextLanguage.Hindi,
        _ => text,
    };

    private static bool IsLatin(TextLanguage language) => language is (>= TextLanguage.English and <= TextLanguage.Indonesian)
        or TextLanguage.Czech or TextLanguage.Hungarian;
}
