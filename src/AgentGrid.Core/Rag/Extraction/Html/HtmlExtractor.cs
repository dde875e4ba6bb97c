using AngleSharp.Html.Parser;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>HTML: the page's content without its navigation, as headings, paragraphs, lists, tables and code.</summary>
internal sealed class HtmlExtractor : IFormatExtractor
{
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
        foreach (var block in Blocks(reader.ReadToEnd(), context.Options, page: null))
        {
            yield return block;
        }
    }

    /// <summary>The blocks of a page or of a part of one (a chapter of a book, the body of a mail).</summary>
    internal static IEnumerable<Block> Blocks(string html, ExtractionOptions options, int? page)
    {
        HtmlNesting.Check(html, options);
        using var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
        if (HtmlMainContent.Find(document) is not { } root)
        {
            yield break;
        }

        var title = document.Title?.Trim() ?? "";
        var onlyFurniture = !HtmlMainContent.HasContent(root);
        var writer = new HtmlBlockWriter(page);
        if (title.Length > 0 && root.QuerySelector("h1") is null)
        {
            yield return Block.Heading(HtmlText.Collapse(title), 1, page);
        }

        foreach (var (node, entering) in DomWalk.Of(root, onlyFurniture ? HtmlNoise.IsNeverText : HtmlNoise.IsNoise))
        {
            writer.Take(node, entering);
            while (writer.Finished.TryDequeue(out var block))
            {
                yield return block;
            }
        }

        writer.End();
        while (writer.Finished.TryDequeue(out var block))
        {
            yield return block;
        }
    }
}
