using System.IO.Pipelines;
using System.Text;
using AgentGrid.Server.Sse;

namespace AgentGrid.Server.Tests.Sse;

public sealed class SseWriterTests
{
    [Theory]
    [InlineData("{\"text\":\"hé\u2028llo\u0085\"}", "id: 7\nevent: delta\ndata: {\"text\":\"hé\u2028llo\u0085\"}\n\n")]
    [InlineData("a\nb\r\nc\rd", "id: 7\nevent: delta\ndata: a\ndata: b\ndata: c\ndata: d\n\n")]
    [InlineData("", "id: 7\nevent: delta\ndata: \n\n")]
    public async Task Write_Event_IsFramedByteForByte(string data, string expected)
    {
        using var stream = new MemoryStream();
        var writer = new SseWriter(PipeWriter.Create(stream));
        writer.Write(7, "delta", data);
        await writer.FlushAsync(CancellationToken.None);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(expected);
    }

    [Fact]
    public async Task Heartbeat_IsAComment()
    {
        using var stream = new MemoryStream();
        var writer = new SseWriter(PipeWriter.Create(stream));
        writer.Heartbeat();
        await writer.FlushAsync(CancellationToken.None);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(":\n\n");
    }
}
