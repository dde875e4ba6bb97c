using AgentGrid.Core.Rag.Extraction.Archives;
using AgentGrid.Core.Rag.Extraction.Tabular;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>PowerPoint: slides in order with their tables, picture descriptions, chart labels, speaker notes and comments; a slide is a page.</summary>
internal sealed class PptxExtractor : IFormatExtractor
{
    private static readonly (string Relation, string Label)[] Attached =
        [("/chart", "Chart"), ("/diagramData", "Diagram"), ("/notesSlide", "Notes"), ("/comments", "Comments")];

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var package = ZipPackage.Open(context.Source, context.Options, context.Unpack);
        var slides = Slides(package, context.Options);
        context.Pages.Reach(slides.Count);
        var names = new NameBudget(context.Source.Length);
        var number = 0;
        foreach (var slide in slides)
        {
            number++;
            foreach (var block in Part(package, slide, number, isNotes: false, names, context))
            {
                yield return block;
            }

            var relations = Relationships.Of(package, slide, context.Options);
            foreach (var (relation, label) in Attached)
            {
                var first = true;
                foreach (var block in relations.OfType(relation).Where(package.Has).SelectMany(part => relation == "/chart" ? Chart(package, part, number, names, context)
                    : Part(package, part, number, relation == "/notesSlide", names, context)))
                {
                    if (first)
                    {
                        yield return Block.Paragraph(label + ":", number);
                    }

                    first = false;
                    yield return block;
                }
            }
        }
    }

    private static List<string> Slides(ZipPackage package, ExtractionOptions options)
    {
        var presentation = OfficeParts.Main(package, OfficeParts.Presentation, options) ?? throw new InvalidDataException();
        var relations = Relationships.Of(package, presentation, options);
        var slides = new List<string>();
        using var stream = package.TryRead(presentation) ?? throw new InvalidDataException();
        using var reader = SafeXml.Open(stream);
        while (SafeXml.Next(reader, options))
        {
            // The attribute "id" without a namespace is another number.
            if (reader.LocalName == "sldId" && relations.ById(RelationId(reader)) is { } part && package.Has(part))
            {
                slides.Add(part);
            }
        }

        return slides;
    }

    internal static string? RelationId(System.Xml.XmlReader reader) =>
        reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
        ?? reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    /// <summary>A chart of a slide or a text.</summary>
    internal static IEnumerable<Block> Chart(ZipPackage package, string part, int? page, NameBudget names, ExtractionContext context)
    {
        using var stream = package.TryRead(part) ?? throw new InvalidDataException();
        using var reader = SafeXml.Open(stream);
        var writer = new ChartWriter(page, names);
        foreach (var block in SafeXml.Blocks(reader, writer.Take, writer.Finished, context.Options))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Part(ZipPackage package, string part, int number, bool isNotes, NameBudget names, ExtractionContext context)
    {
        using var stream = package.TryRead(part) ?? throw new InvalidDataException();
        using var reader = SafeXml.Open(stream);
        var writer = new PptxWriter(number, isNotes, names);
        foreach (var block in SafeXml.Blocks(reader, writer.Take, writer.Finished, context.Options))
        {
            yield return block;
        }
    }
}
