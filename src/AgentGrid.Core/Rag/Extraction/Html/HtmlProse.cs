using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Tells text that is read from lists of links and forms, where an element's name leaves both open.</summary>
internal static class HtmlProse
{
    /// <summary>The beginning of an element tells; elements inside each other are not read again and again.</summary>
    private const int LookedAt = 400;

    private const int LeastChars = 40;

    private const double MostLinked = 0.3;

    /// <summary>Whether an element says something by itself: enough text, little of it in links, no form.</summary>
    public static bool Is(IElement element)
    {
        int chars = 0, linked = 0, inLink = 0, nodes = 0;
        foreach (var (node, entering) in DomWalk.Of(element, HtmlNoise.IsNeverText))
        {
            if (++nodes > LookedAt)
            {
                break;
            }

            if (node is IText text)
            {
                var length = text.Data.AsSpan().Trim().Length;
                chars += length;
                linked += inLink > 0 ? length : 0;
            }
            else if (node is IElement { LocalName: "a" })
            {
                inLink += entering ? 1 : -1;
            }
            else if (node is IElement { LocalName: "form" })
            {
                return false;
            }
        }

        return chars >= LeastChars && linked <= chars * MostLinked;
    }
}
