using System.Xml;
using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Word: body, documents put into it whole, text boxes, charts and equations in place, then footnotes, endnotes and comments; pages where Word marked them.</summary>
internal sealed class DocxExtractor : IFormatExtractor
{
    private static readonly (string Relation, string Part, string Title)[] After =
    [
        ("/footnotes", "word/footnotes.xml", "Footnotes"),
        ("/endnotes", "word/endnotes.xml", "Endnotes"),
        ("/comments", "word/comments.xml", "Comments"),
    ];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        var body = OfficeParts.Main(package, OfficeParts.Document, context.Options) ?? throw new InvalidDataException();
        var relations = Relationships.Of(package, body, context.Options);
        var styles = DocxStyles.Read(package, OfficeParts.Related(package, relations, "/styles", "word/styles.xml"), context.Options);
        var names = new NameBudget(context.Source.Length);
        int? firstPage = DocxPages.AreMarked(package, body, context.Options) ? 1 : null;
        foreach (var block in Part(package, body, relations, new DocxWriter(styles, names, firstPage), context))
        {
            yield return block;
        }

        foreach (var (relation, usual, title) in After)
        {
            var part = OfficeParts.Related(package, relations, relation, usual);
            if (!package.Has(part))
            {
                continue;
            }

            var first = true;
            foreach (var block in Part(package, part, relations: null, new DocxWriter(styles, names), context))
            {
                if (first)
                {
                    yield return Block.Heading(title, 1);
                }

                first = false;
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> Part(ZipPackage package, string part, Relationships? relations, DocxWriter writer, ExtractionContext context)
    {
        using var stream = package.TryRead(part) ?? throw new InvalidDataException();
        using var reader = SafeXml.Open(stream);
        while (SafeXml.Next(reader, context.Options))
        {
            writer.Take(reader);
            var inside = relations is not null && reader.NodeType == XmlNodeType.Element ? Inside(package, relations, reader, writer.Page, context) : [];
            foreach (var block in inside.Concat(writer.Finished.Take()))
            {
                yield return block;
            }
        }
    }

    /// <summary>What an element takes in from another part.</summary>
    private static IEnumerable<Block> Inside(ZipPackage package, Relationships relations, XmlReader reader, int? page, ExtractionContext context) => reader.LocalName switch
    {
        "altChunk" => Chunk(package, relations, reader, context),
        "chart" when relations.ById(OfficeXml.Attribute(reader, "id")) is { } part && package.Has(part) =>
            PptxExtractor.Chart(package, part, page, new NameBudget(context.Source.Length), context),
        _ => [],
    };

    /// <summary>A document of another format that Word would take in when it opens this one.</summary>
    private static IEnumerable<Block> Chunk(ZipPackage package, Relationships relations, XmlReader reader, ExtractionContext context)
    {
        if (relations.ById(OfficeXml.Attribute(reader, "id")) is not { } part || package.Find(part) is not { Length: > 0 } entry)
        {
            yield return Block.Paragraph("(A document inside this one was not read: it is not in the file.)") with { IsNote = true };
            yield break;
        }

        using var unpacked = new UnpackedEntry(package, entry, Path.GetFileName(part));
        foreach (var block in context.ExtractInner(unpacked.Source))
        {
            yield return block;
        }
    }
}
