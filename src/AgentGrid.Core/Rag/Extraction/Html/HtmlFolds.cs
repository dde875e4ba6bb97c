using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>
/// Tells content that is only folded away, as answers to frequent questions are, and the buttons that carry its titles, from what a
/// page hides and its controls.
/// </summary>
internal static class HtmlFolds
{
    private const int StepsUp = 3;

    private static readonly string[] FoldWords = ["accordion", "faq", "answer", "question", "collaps", "panel", "tab-pane", "tab-content"];

    private static readonly string[] OtherWords = ["cookie", "consent", "nav", "menu", "search", "modal", "popup", "login", "overlay", "loading", "error"];

    /// <summary>Whether a button is the title of what it unfolds.</summary>
    public static bool IsTitle(IElement button)
    {
        var above = button.ParentElement;
        for (var steps = 0; above is not null && steps < StepsUp; steps++, above = above.ParentElement)
        {
            if (above.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "dt" or "summary")
            {
                return true;
            }
        }

        return HasFoldWord(button);
    }

    /// <summary>Whether a hidden element is content that unfolds.</summary>
    public static bool IsFolded(IElement hidden) =>
        string.Equals(hidden.GetAttribute("hidden"), "until-found", StringComparison.OrdinalIgnoreCase)
        || hidden.GetAttribute("role") is "tabpanel" or "region"
        || HasFoldWord(hidden)
        || hidden.PreviousElementSibling is { } before && HoldsTitle(before);

    private static bool HoldsTitle(IElement element)
    {
        for (var (inner, steps) = ((IElement?)element, 0); inner is not null && steps <= StepsUp; steps++, inner = inner.FirstElementChild)
        {
            if (inner.LocalName == "button")
            {
                return IsTitle(inner);
            }
        }

        return false;
    }

    private static bool HasFoldWord(IElement element) =>
        element.ClassName is { Length: > 0 and < 500 } names
        && Array.Exists(FoldWords, word => names.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(OtherWords, word => names.Contains(word, StringComparison.OrdinalIgnoreCase));
}
