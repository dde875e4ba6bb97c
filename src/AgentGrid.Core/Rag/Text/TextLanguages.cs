namespace AgentGrid.Core.Rag.Text;

/// <summary>Facts about <see cref="TextLanguage"/>.</summary>
internal static class TextLanguages
{
    /// <summary>One more than the highest number a language may have: they are bits of a 32-bit mask.</summary>
    public const int Count = 32;
}
