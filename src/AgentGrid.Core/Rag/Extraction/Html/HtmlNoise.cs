using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Tells what of a page is not its content: navigation, banners, controls, hidden parts.</summary>
internal static class HtmlNoise
{
    private const int MenuLinks = 15;

    private static readonly HashSet<string> NeverText = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "video", "audio", "map", "head",
        "button", "select", "input", "textarea", "dialog", "menu",
    };

    private static readonly HashSet<string> NoiseRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alertdialog", "toolbar",
    };

    private static readonly HashSet<string> NoiseTokens = new(StringComparer.OrdinalIgnoreCase)
    {
        "nav", "navbar", "navbox", "navigation", "menu", "sidebar", "breadcrumb", "breadcrumbs", "footer", "cookie", "cookies",
        "consent", "newsletter", "advert", "advertisement", "ads", "social", "share", "sharing", "popup", "modal", "skip", "skip-link",
        "pagination", "toc", "mw-editsection", "mw-jump-link", "noprint", "catlinks", "printfooter", "related-posts", "visually-hidden",
        "sr-only", "hash-link", "theme-doc-toc-desktop", "table-of-contents",
    };

    /// <summary>Whether nothing below the element is ever content.</summary>
    public static bool IsNeverText(IElement element) =>
        NeverText.Contains(element.LocalName) || element.HasAttribute("hidden")
        || element.GetAttribute("aria-hidden") == "true" && element.LocalName != "math";

    /// <summary>Whether the element is page furniture. Headers and footers of an article belong to it.</summary>
    public static bool IsNoise(IElement element)
    {
        if (IsNeverText(element))
        {
            return true;
        }

        if (element.LocalName is "nav" or "aside" || (element.LocalName is "header" or "footer" && !IsInsideArticle(element)))
        {
            return true;
        }

        if (element.LocalName is "body" or "main" or "article" or "html")
        {
            return false;
        }

        return element.LocalName is "ul" or "ol" && IsLinkList(element)
            || element.GetAttribute("role") is { } role && NoiseRoles.Contains(role.Trim())
            || element.Id is { Length: > 0 } id && NoiseTokens.Contains(id)
            || element.ClassName is { Length: > 0 } && element.ClassList.Any(NoiseTokens.Contains);
    }

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
