using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction;

/// <summary>What a file's content was found to be.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="ContentType">The MIME type that goes with it.</param>
public sealed record DetectedFile(FileKind Kind, string ContentType)
{
    /// <summary>How the bytes are encoded, for text formats.</summary>
    internal TextEncodingGuess? Encoding { get; init; }

    /// <summary>What an unsupported file seems to be, for the message.</summary>
    internal string Description { get; init; } = "";
}
