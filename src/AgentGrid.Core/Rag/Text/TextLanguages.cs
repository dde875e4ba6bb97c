namespace AgentGrid.Core.Rag.Text;

/// <summary>Facts about <see cref="TextLanguage"/>.</summary>
internal static class TextLanguages
{
    /// <summary>One more than the highest number a language may have: they are bits of a 32-bit mask.</summary>
    public const int Count = 32;

    /// <summary>Whether the language's terms are characters in a row, since its words are not written apart or not stemmed.</summary>
    public static bool IsInGrams(TextLanguage language) =>
        language is TextLanguage.Chinese or TextLanguage.Japanese or TextLanguage.Korean or TextLanguage.Thai;
}
