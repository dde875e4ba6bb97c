using AngleSharp.Dom;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Chooses the element of a page that holds its content.</summary>
internal static class HtmlMainContent
{
    /// <summary>A candidate must hold this share of the page's text outside its furniture.</summary>
    private const double EnoughShare = 0.35;

    public static IElement? Find(IDocument document)
    {
        var body = document.Body ?? document.DocumentElement;
        if (body is null)
        {
            return null;
        }

        var whole = TextLength(body);
        foreach (var selector in (string[])["main", "[role=main]", "article"])
        {
            var found = document.QuerySelectorAll(selector);
            if (found.Length == 1 && TextLength(found[0]) is > 0 and var length && length >= whole * EnoughShare)
            {
                return found[0];
            }
        }

        return body;
    }

    /// <summary>Whether leaving the furniture out leaves anything; a page that is all furniture is read whole.</summary>
    public static bool HasContent(IElement root) => TextLength(root) > 0;

    private static long TextLength(IElement root)
    {
        long length = 0;
        foreach (var (node, entering) in DomWalk.Of(root, HtmlNoise.IsNoise))
        {
            if (entering && node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                length += text.Length;
            }
        }

        return length;
    }
}
