using System.Text;
using AgentGrid.Sessions;

namespace AgentGrid.Storage.Sessions;

/// <summary>
/// A batch of events as bytes: for each its name and its data, UTF-8, each after its length. Ids follow from the first one.
/// What comes out is what went in, character for character.
/// </summary>
internal static class TurnEventCodec
{
    public static byte[] Encode(IReadOnlyList<TurnEvent> events)
    {
        using var stream = new MemoryStream(events.Sum(static e => e.Name.Length + e.Data.Length + 8));
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

    public static IEnumerable<TurnEvent> Decode(long firstId, byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
        for (var id = firstId; reader.BaseStream.Position < payload.Length; id++)
        {
            yield return new TurnEvent(id, reader.ReadString(), reader.ReadString());
        }
    }
}
