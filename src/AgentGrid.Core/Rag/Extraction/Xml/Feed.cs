using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>RSS and Atom: each entry's title as a heading, then its text.</summary>
internal static class Feed
{
    private static readonly HashSet<string> Markup = new(StringComparer.Ordinal) { "description", "summary", "content", "encoded", "subtitle" };

    private static readonly HashSet<string> Facts = new(StringComparer.Ordinal) { "pubDate", "published", "updated", "creator", "category", "name" };

    public static IEnumerable<Block> Blocks(XmlReader reader, ExtractionOptions options)
    {
        var inEntry = false;
        var more = SafeXml.Next(reader, options);
        while (more)
        {
            var name = reader.LocalName;
            if (reader.NodeType != XmlNodeType.Element)
            {
                inEntry &= !(reader.NodeType == XmlNodeType.EndElement && name is "item" or "entry");
                more = SafeXml.Next(reader, options);
            }
            else if (name is "item" or "entry")
            {
                inEntry = true;
                more = SafeXml.Next(reader, options);
            }
            else if (name is "title" && !IsImage(reader) || Markup.Contains(name) || (inEntry && Facts.Contains(name)))
            {
                var type = reader.GetAttribute("type");
                var text = Markup.Contains(name) && type == "xhtml" ? MarkupOf(reader) : TextOf(reader);
                foreach (var block in Part(name, name == "title" && type is "html" or "text/html" ? Shown(text, options) : text, inEntry, options))
                {
                    yield return block;
                }

                more = !reader.EOF;
            }
            else if (name is "image")
            {
                reader.Skip();
                more = !reader.EOF;
            }
            else
            {
                more = SafeXml.Next(reader, options);
            }
        }
    }

    private static IEnumerable<Block> Part(string name, string text, bool inEntry, ExtractionOptions options)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        if (name == "title")
        {
            return LongText.Split(Block.Heading(Html.HtmlText.Collapse(text), inEntry ? 2 : 1));
        }

        return Markup.Contains(name) ? Html.HtmlExtractor.Blocks(text, options, page: null) : LongText.Split(BlockKind.Paragraph, $"{name}: {text.Trim()}\n", page: null);
    }

    /// <summary>What a reader sees of a title that is markup.</summary>
    private static string Shown(string html, ExtractionOptions options) =>
        string.Concat(Html.HtmlExtractor.Blocks(html, options, page: null).Select(block => block.Text));

    private static bool IsImage(XmlReader reader) => reader.Prefix is "media";

    /// <summary>An element's text with that of its children; the reader stands behind it afterwards.</summary>
    private static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        var depth = reader.Depth;
        var text = new System.Text.StringBuilder();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
            }
        }

        reader.Read();
        return text.ToString();
    }

    /// <summary>An element's children as markup, without their attributes; the reader stands behind it afterwards.</summary>
    private static string MarkupOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return "";
        }

        var depth = reader.Depth;
        var markup = new System.Text.StringBuilder();
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.IsEmptyElement:
                    markup.Append('<').Append(reader.LocalName).Append("/>");
                    break;
                case XmlNodeType.Element:
                    markup.Append('<').Append(reader.LocalName).Append('>');
                    break;
                case XmlNodeType.EndElement:
                    markup.Append("</").Append(reader.LocalName).Append('>');
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    markup.Append(System.Net.WebUtility.HtmlEncode(reader.Value));
                    break;
            }
        }

        reader.Read();
        return Html.XhtmlMarkup.ToHtml(markup.ToString());
    }
}
