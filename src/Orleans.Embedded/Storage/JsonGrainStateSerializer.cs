using System.Text.Json;

namespace Orleans.Embedded.Storage;

/// <summary>States as JSON.</summary>
internal sealed class JsonGrainStateSerializer : IGrainStateSerializer
{
    public byte[] Serialize<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state);

    public T Deserialize<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes)!;
}
