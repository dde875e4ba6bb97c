using System.Xml;

namespace AgentGrid.Core.Rag.Extraction.Xml;

/// <summary>XML readers that expand no entity, load nothing from anywhere and stop at a depth.</summary>
internal static class SafeXml
{
    /// <summary>Office parts: a document type is an attack there.</summary>
    public static XmlReader Open(Stream stream) => XmlReader.Create(stream, Settings(DtdProcessing.Prohibit));

    /// <summary>XML that users write: a document type is passed over unread, so its entities stay undefined.</summary>
    public static XmlReader OpenLenient(TextReader reader) => XmlReader.Create(reader, Settings(DtdProcessing.Ignore));

    /// <summary>Manifests of books: those of the second edition carry a document type, which is passed over unread too.</summary>
    public static XmlReader OpenLenient(Stream stream) => XmlReader.Create(stream, Settings(DtdProcessing.Ignore));

    /// <summary>Moves on; fails below the allowed depth.</summary>
    public static bool Next(XmlReader reader, ExtractionOptions options)
    {
        if (!reader.Read())
        {
            return false;
        }

        return reader.Depth <= options.MaxDepth ? true : throw new ExtractionException(
            ExtractionCodes.TooComplex, $"The XML is nested deeper than {options.MaxDepth} elements. Flatten it.");
    }

    /// <summary>What a writer makes of the nodes that follow.</summary>
    public static IEnumerable<Block> Blocks(XmlReader reader, Action<XmlReader> take, BlockQueue finished, ExtractionOptions options)
    {
        while (Next(reader, options))
        {
            take(reader);
            foreach (var block in finished.Take())
            {
                yield return block;
            }
        }
    }

    private static XmlReaderSettings Settings(DtdProcessing dtd) => new()
    {
        DtdProcessing = dtd,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
    };
}
