namespace AgentGrid.Core.Rag.Extraction.Tools;

/// <summary>Output of an external program that fails beyond a number of bytes.</summary>
internal sealed class BoundedOutput(Stream inner, long limit) : ReadOnlyStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return _read <= limit ? read : throw new ExtractionException(
            ExtractionCodes.TooComplex, $"The document gives more than {limit / 1_000_000} MB of text. Split it.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
