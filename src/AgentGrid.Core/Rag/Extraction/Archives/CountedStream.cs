namespace AgentGrid.Core.Rag.Extraction.Archives;

/// <summary>A forward-only stream that reports what is read from it to a budget.</summary>
internal sealed class CountedStream(Stream inner, UnpackBudget budget) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Add(read);
        return read;
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
