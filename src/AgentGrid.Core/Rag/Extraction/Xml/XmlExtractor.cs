using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>XML: feeds by entry, anything else as its text with the names of the elements that hold single values.</summary>
internal sealed class XmlExtractor : IFormatExtractor
{
    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        var encoding = Html.HtmlCharset.Choose(context.Source, context.Encoding);
        XmlEntities entities;
        using (var head = context.OpenText(encoding))
        {
            entities = XmlEntities.Of(head);
        }

        using var text = new EntityReader(context.OpenText(encoding), entities);
        using var reader = SafeXml.OpenLenient(text);
        reader.MoveToContent();
        var feed = reader.LocalName is "rss" or "feed" or "RDF" && context.Source.Length <= context.Options.MaxTreeBytes;
        foreach (var block in feed ? Feed.Blocks(reader, context.Options) : Generic(reader, context.Options))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Generic(XmlReader reader, ExtractionOptions options)
    {
        var writer = new XmlTextWriter();
        writer.Take(reader);
        foreach (var block in SafeXml.Blocks(reader, writer.Take, writer.Finished, options))
        {
            yield return block;
        }

        writer.End();
        foreach (var block in writer.Finished.Take())
        {
            yield return block;
        }
    }
}
