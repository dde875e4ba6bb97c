namespace AgentGrid.Core.Rag.Extraction;

/// <summary>
/// Why a document stops giving blocks. Thrown inside the lazy sequence of an extractor, since an iterator has no other
/// way to fail midway; whoever walks the sequence turns it into data at once.
/// </summary>
/// <param name="code">One of <see cref="ExtractionCodes"/>.</param>
/// <param name="reason">What is wrong, and how to mend it, for people.</param>
public sealed class ExtractionException(string code, string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>One of <see cref="ExtractionCodes"/>.</summary>
    public string Code { get; } = code;
}
