using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Tells what of a page is not its content: navigation, banners, controls, hidden parts.</summary>
internal static class HtmlNoise
{
    private const int MenuLinks = 15;

    private static readonly HashSet<string> NeverText = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "noframes", "template", "canvas", "iframe", "object", "embed", "video", "audio", "map", "head",
        "select", "input", "textarea", "dialog", "menu", "rt", "rp",
    };

    /// <summary>What of a drawing leads to its labels; the rest is shapes, and titles that tell icons apart.</summary>
    private static readonly HashSet<string> DrawnText = new(StringComparer.Ordinal) { "svg", "g", "a", "switch", "text", "tspan", "textPath", "foreignObject" };

    private static readonly HashSet<string> NoiseRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alertdialog", "toolbar",
    };

    /// <summary>Names of furniture that are also what people write sections about.</summary>
    private static readonly HashSet<string> Subjects = new(StringComparer.OrdinalIgnoreCase)
    {
        "nav", "navbar", "navbox", "navigation", "sidebar", "breadcrumb", "breadcrumbs", "footer", "cookie", "cookies", "consent", "newsletter",
        "advert", "advertisement", "ads", "social", "share", "sharing", "popup", "modal", "skip", "pagination", "toc", "gdpr", "table-of-contents",
    };

    /// <summary>Names that only furniture has.</summary>
    private static readonly HashSet<string> FurnitureNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "skip-link", "mw-editsection", "mw-jump-link", "noprint", "catlinks", "printfooter", "related-posts", "visually-hidden", "sr-only",
        "hash-link", "headerlink", "header-anchor", "anchor-link", "theme-doc-toc-desktop", "cookie-banner", "cookie-notice", "cookie-consent", "cookie-bar", "cookie-popup", "cookie-modal",
        "cookieconsent", "toc-macro", "gdpr-banner", "onetrust-consent-sdk", "nav-menu", "main-menu", "menu-bar",
    };

    /// <summary>Elements whose id may name a part of the page; that of others is the anchor of what is written there.</summary>
    private static readonly HashSet<string> Parts = new(StringComparer.Ordinal) { "div", "section", "aside", "form", "table", "ul", "ol", "dl" };

    private static readonly HashSet<string> NoteWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note", "notes", "tip", "hint", "important", "warning",
        "caution", "callout", "admonition", "infobox", "doc-footnote", "doc-endnote", "doc-endnotes", "doc-tip", "doc-notice", "doc-example",
    };

    /// <summary>Whether nothing below the element is ever content.</summary>
    public static bool IsNeverText(IElement element) => element.LocalName switch
    {
        "button" => !HtmlFolds.IsTitle(element),
        var name when NeverText.Contains(name) => true,
        var name when element.NamespaceUri == NamespaceNames.SvgUri && !DrawnText.Contains(name) => true,
        var name => (element.HasAttribute("hidden") || (element.GetAttribute("aria-hidden") == "true" && name != "math"))
            && !IsNote(element) && !HtmlFolds.IsFolded(element),
    };

    /// <summary>Whether the element is no text of a chapter of a book, which has no banners.</summary>
    public static bool IsNoiseInBook(IElement element) => element.LocalName == "nav" || IsNeverText(element);

    /// <summary>Whether the element is page furniture. Headers and footers of an article belong to it.</summary>
    public static bool IsNoise(IElement element)
    {
        if (IsNeverText(element))
        {
            return true;
        }

        if (element.LocalName is "nav" || (element.LocalName is "header" or "footer" && !IsInsideArticle(element)))
        {
            return true;
        }

        if (element.LocalName is "body" or "main" or "article" or "html")
        {
            return false;
        }

        return element.LocalName is "ul" or "ol" && IsLinkList(element)
            || element.GetAttribute("role") is { } role && NoiseRoles.Contains(role.Trim())
            || Parts.Contains(element.LocalName) && element.Id is { Length: > 0 } id
                && (FurnitureNames.Contains(id) || (Subjects.Contains(id) && !IsSectionOn(id, element)))
            || element.ClassName is { Length: > 0 } && element.ClassList.Any(name =>
                FurnitureNames.Contains(name) || (Subjects.Contains(name) && !(element.LocalName == "section" && HtmlProse.Is(element))))
            || IsAside(element) && !IsNote(element) && !HtmlProse.Is(element);
    }

    /// <summary>Whether an element is text on what its id says: a section, or something under a heading with that word.</summary>
    private static bool IsSectionOn(string id, IElement element) =>
        (element.LocalName == "section" || element.QuerySelector("h1, h2, h3, h4, h5, h6")?.TextContent.Contains(id, StringComparison.OrdinalIgnoreCase) == true)
        && HtmlProse.Is(element);

    /// <summary>An aside may be a note to the text or a sidebar, and a menu that of a page or that of a restaurant.</summary>
    private static bool IsAside(IElement element) =>
        element.LocalName == "aside" || (element.ClassName is { Length: > 0 } && element.ClassList.Contains("menu"))
        || string.Equals(element.Id, "menu", StringComparison.OrdinalIgnoreCase);

    private static bool IsNote(IElement element) =>
        HasNoteWord(element.GetAttribute("epub:type")) || HasNoteWord(element.GetAttribute("role"))
        || (element.LocalName == "aside" && HasNoteWord(element.ClassName));

    private static bool HasNoteWord(string? words) =>
        !string.IsNullOrEmpty(words) && words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(NoteWords.Contains);

    /// <summary>A long list in which every item is a link and nothing else is a menu.</summary>
    private static bool IsLinkList(IElement list)
    {
        var links = 0;
        foreach (var item in list.Children)
        {
            var onlyLink = item.ChildElementCount == 1 && item.FirstElementChild!.LocalName == "a"
                && item.ChildNodes.All(node => node is not IText text || string.IsNullOrWhiteSpace(text.Data));
            if (!onlyLink)
            {
                return false;
            }

            links++;
        }

        return links >= MenuLinks;
    }

    private static bool IsInsideArticle(IElement element)
    {
        var steps = 0;
        for (var above = element.ParentElement; above is not null && steps++ < 32; above = above.ParentElement)
        {
            if (above.LocalName is "article" or "main" or "section")
            {
                return true;
            }
        }

        return false;
    }
}
