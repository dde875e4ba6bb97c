using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Word: body, text boxes and equations in place, then footnotes, endnotes and comments; pages where Word marked them.</summary>
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
        foreach (var block in Part(package, body, new DocxWriter(styles, names, firstPage), context))
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
            foreach (var block in Part(package, part, new DocxWriter(styles, names), context))
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

    private static IEnumerable<Block> Part(ZipPackage package, string part, DocxWriter writer, ExtractionContext context)
    {
        using var stream = package.TryRead(part) ?? throw new InvalidDataException();
        using var reader = SafeXml.Open(stream);
        while (SafeXml.Next(reader, context.Options))
        {
            writer.Take(reader);
            while (writer.Finished.TryDequeue(out var block))
            {
                yield return block;
            }
        }
    }
}
