using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>How a file's bytes are to be read as text.</summary>
/// <param name="Encoding">Decoder; malformed bytes become U+FFFD.</param>
/// <param name="Certain">Said by a byte order mark or proven by validity, not guessed from frequencies.</param>
internal sealed record TextEncodingGuess(Encoding Encoding, bool Certain)
{
    public static readonly TextEncodingGuess Utf8 = new(new UTF8Encoding(false), Certain: true) { IsFlawless = true };

    /// <summary>Looked through to the end, and no byte is malformed: the bytes can be taken as they are.</summary>
    public bool IsFlawless { get; init; }

    /// <summary>No known charset makes language of the bytes; the encoding is only the least unlikely.</summary>
    public bool IsDoubtful { get; init; }
}
