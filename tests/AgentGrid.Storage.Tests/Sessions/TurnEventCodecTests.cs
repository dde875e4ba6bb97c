using System.Text;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;

namespace AgentGrid.Storage.Tests.Sessions;

public sealed class TurnEventCodecTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(2_097_152)]
    public void Encode_AnyLength_IsReadBackAndIsWhatEarlierReleasesWrote(int length)
    {
        TurnEvent[] events =
        [
            new(7, "delta", new string('x', length)), new(8, "delta", "häß 😀 日本"), new(9, "end", new string('é', length)),
        ];

        var payload = TurnEventCodec.Encode(events);

        payload.ShouldBe(Earlier(events));
        TurnEventCodec.Decode(7, payload).ShouldBe(events);
    }

    private static byte[] Earlier(IEnumerable<TurnEvent> events)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            foreach (var item in events)
            {
                writer.Write(item.Name);
                writer.Write(item.Data);
            }
        }

        return stream.ToArray();
    }
}
