namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Reads one family of formats as a lazy sequence of blocks, in memory that does not grow with the file.</summary>
internal interface IFormatExtractor
{
    /// <summary>
    /// The document's blocks in reading order. Walking it throws <see cref="ExtractionException"/>,
    /// <see cref="InvalidDataException"/>, <see cref="System.Xml.XmlException"/> or
    /// <see cref="System.Text.Json.JsonException"/> when the content does not allow to go on.
    /// </summary>
    IEnumerable<Block> Extract(ExtractionContext context);
}
