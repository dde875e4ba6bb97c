using System.Text;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx.Runtime;

/// <summary>Writes what of protocol buffers a model file needs.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Bytes = 2;
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ProtoMessage Add(int field, long value)
    {
        Write(((ulong)field << 3) | Varint);
        Write((ulong)value);
        return this;
    }

    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.ToArray());

    public ProtoMessage Add(int field, byte[] bytes)
    {
        Write(((ulong)field << 3) | Bytes);
        Write((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
