using System.Numerics;
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
        var size = 0;
        foreach (var item in events)
        {
            size += SizeOf(item.Name) + SizeOf(item.Data);
        }

        var payload = new byte[size];
        var rest = payload.AsSpan();
        foreach (var item in events)
        {
            rest = Write(item.Data, Write(item.Name, rest));
        }

        return payload;
    }

    public static IEnumerable<TurnEvent> Decode(long firstId, byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
        for (var id = firstId; reader.BaseStream.Position < payload.Length; id++)
        {
            yield return new TurnEvent(id, reader.ReadString(), reader.ReadString());
        }
    }

    private static int SizeOf(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes + 1 + (BitOperations.Log2((uint)bytes | 1) / 7);
    }

    /// <summary>As <see cref="BinaryWriter"/> does: the length by groups of seven bits, the lowest first.</summary>
    private static Span<byte> Write(string text, Span<byte> target)
    {
        var length = (uint)Encoding.UTF8.GetByteCount(text);
        for (; length > 0x7F; length >>= 7)
        {
            target[0] = (byte)(length | 0x80);
            target = target[1..];
        }

        target[0] = (byte)length;
        return target[(1 + Encoding.UTF8.GetBytes(text, target[1..]))..];
    }
}
