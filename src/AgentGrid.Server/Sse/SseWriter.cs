using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace AgentGrid.Server.Sse;

/// <summary>Writes server-sent events as UTF-8 straight into a pipe. Not safe for use by two threads at once.</summary>
internal sealed class SseWriter(PipeWriter pipe)
{
    private const int MaxInt64Digits = 20;

    /// <summary>Appends an event. Each line of <paramref name="data"/> becomes a data line of its own.</summary>
    public void Write(long id, string name, ReadOnlySpan<char> data)
    {
        Literal("id: "u8);
        var span = pipe.GetSpan(MaxInt64Digits);
        Utf8Formatter.TryFormat(id, span, out var written);
        pipe.Advance(written);
        Literal("\nevent: "u8);
        Text(name);
        for (var rest = data; ;)
        {
            Literal("\ndata: "u8);
            var end = rest.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Text(rest);
                break;
            }

            Text(rest[..end]);
            rest = rest[(end + (rest[end..].StartsWith("\r\n") ? 2 : 1))..];
        }

        Literal("\n\n"u8);
    }

    /// <summary>Appends a comment, which keeps proxies and clients from thinking the connection dead.</summary>
    public void Heartbeat() => Literal(":\n\n"u8);

    /// <summary>Sends what was written. False when the client is gone.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var result = await pipe.FlushAsync(cancellationToken);
        return !result.IsCompleted && !result.IsCanceled;
    }

    private void Literal(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(pipe.GetSpan(bytes.Length));
        pipe.Advance(bytes.Length);
    }

    private void Text(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, pipe);
}
