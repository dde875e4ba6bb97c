using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>HTML: the page's content without its navigation, as headings, paragraphs, lists, tables and code.</summary>
internal sealed class HtmlExtractor : IFormatExtractor
{
    private const int MostNoFrames = 10;

    private static readonly string[] Headings = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        if (context.Source.Length > context.Options.MaxTreeBytes)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The HTML document has {context.Source.Length / 1_000_000} MB; at most {context.Options.MaxTreeBytes / 1_000_000} MB "
                + "can be read. Split it, or save it as text.");
        }

        using var reader = context.OpenText(HtmlCharset.Choose(context.Source, context.Encoding));
        var html = reader.ReadToEnd();
        var any = false;
        foreach (var block in Blocks(html, context.Options, page: null))
        {
            any |= block.Kind != BlockKind.Heading;
            yield return block;
        }

        // The only heading may be the page's title.
        if (!any && html.Contains("<script", StringComparison.OrdinalIgnoreCase)
            && !Array.Exists(Headings, heading => html.Contains(heading, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ExtractionException(
                ExtractionCodes.NoTextFound,
                "The page has no text of its own: scripts write it when a browser shows it. Open it in a browser, and save what you see as PDF or text.");
        }
    }

    /// <summary>The blocks of a page or of a part of one (a chapter of a book, the body of a mail).</summary>
    /// <param name="isBook">The markup is XHTML and all of it content; a page has navigation and banners.</param>
    internal static IEnumerable<Block> Blocks(string html, ExtractionOptions options, int? page, bool isBook = false)
    {
        using var document = Parse(isBook || XhtmlMarkup.Is(html) ? XhtmlMarkup.ToHtml(html) : html, options);
        if ((isBook ? document.Body : HtmlMainContent.Find(document)) is not { } root)
        {
            yield break;
        }

        Func<IElement, bool> isLeftOut = isBook ? HtmlNoise.IsNoiseInBook
            : HtmlMainContent.HasContent(root) ? HtmlNoise.IsNoise : HtmlNoise.IsNeverText;
        var writer = new HtmlBlockWriter(page, html.Length);
        if (Title(document, root, isLeftOut) is { Length: > 0 } title)
        {
            yield return Block.Heading(title, 1, page);
        }

        foreach (var (node, entering) in DomWalk.Of(root, isLeftOut))
        {
            writer.Take(node, entering);
            foreach (var block in writer.Finished.Take())
            {
                yield return block;
            }
        }

        writer.End();
        foreach (var block in writer.Finished.Take())
        {
            yield return block;
        }

        // What browsers without frames show is text to the parser, and has no further such element in it.
        foreach (var block in document.QuerySelectorAll("noframes").Take(MostNoFrames).SelectMany(frames => Blocks(frames.TextContent, options, page)))
        {
            yield return block;
        }
    }

    /// <summary>The title of a page whose text has none: its own, or what its banner says; null where the text says it.</summary>
    private static string? Title(IHtmlDocument document, IElement root, Func<IElement, bool> isLeftOut) =>
        HasTitle(root, isLeftOut) ? null
        : HtmlText.Collapse(document.Title ?? "") is { Length: > 0 } title ? title
        : HtmlText.Collapse(document.QuerySelector("h1")?.TextContent ?? "");

    private static bool HasTitle(IElement root, Func<IElement, bool> isLeftOut)
    {
        var inTitle = 0;
        foreach (var (node, entering) in DomWalk.Of(root, isLeftOut))
        {
            if (node is IElement { LocalName: "h1" })
            {
                inTitle += entering ? 1 : -1;
            }
            else if (inTitle > 0 && node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                return true;
            }
        }

        return false;
    }

    private static IHtmlDocument Parse(string html, ExtractionOptions options)
    {
        var nesting = new HtmlNesting(options);
        return new HtmlParser(new HtmlParserOptions { IsScripting = false, OnCreated = nesting.Take }).ParseDocument(html);
    }
}
