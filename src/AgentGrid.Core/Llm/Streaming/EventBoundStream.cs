namespace AgentGrid.Core.Llm.Streaming;

/// <summary>Refuses to read on when more than a limit has been read since the last completed event.</summary>
internal sealed class EventBoundStream(Stream inner, int maxBytes) : Stream
{
    private long _sinceEvent;

    public void EventCompleted() => _sinceEvent = 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_sinceEvent > maxBytes)
        {
            throw new LlmException(LlmErrorCodes.Protocol, "The model provider sent an event larger than 16 MB.");
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        _sinceEvent += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
