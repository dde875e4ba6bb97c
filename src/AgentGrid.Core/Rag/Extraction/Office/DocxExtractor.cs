using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Word: body, text boxes and equations in place, then footnotes, endnotes and comments; pages where Word marked them.</summary>
internal sealed class DocxExtractor : IFormatExtractor
{
    private const string Body = "word/document.xml";

    private static readonly (string Part, string Title)[] After =
        [("word/footnotes.xml", "Footnotes"), ("word/endnotes.xml", "Endnotes"), ("word/comments.xml", "Comments")];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        var styles = DocxStyles.Read(package, context.Options);
        int? firstPage = DocxPages.AreMarked(package, Body, context.Options) ? 1 : null;
        foreach (var block in Part(package, Body, new DocxWriter(styles, firstPage), context))
        {
            yield return block;
        }

        foreach (var (part, title) in After.Where(after => package.Has(after.Part)))
        {
            var first = true;
            foreach (var block in Part(package, part, new DocxWriter(styles), context))
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
