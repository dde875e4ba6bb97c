namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>A seekable stream of a pattern repeated up to a length, without holding it.</summary>
internal sealed class RepeatingStream(byte[] pattern, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - Position);
        for (var i = 0; i < read;)
        {
            var from = (int)((Position + i) % pattern.Length);
            var part = Math.Min(pattern.Length - from, read - i);
            pattern.AsSpan(from, part).CopyTo(buffer.AsSpan(offset + i));
            i += part;
        }

        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
