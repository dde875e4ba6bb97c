namespace AgentGrid.Knowledge;

/// <summary>The steps of ingestion, in order.</summary>
public enum FileStage
{
    /// <summary>The bytes are stored.</summary>
    Received,

    /// <summary>Text is taken out of the bytes.</summary>
    Extracting,

    /// <summary>The text is cut into chunks.</summary>
    Chunking,

    /// <summary>The chunks get their vectors.</summary>
    Embedding,

    /// <summary>The chunks enter the search index.</summary>
    Indexing,

    /// <summary>Nothing is left to do.</summary>
    Done,
}
