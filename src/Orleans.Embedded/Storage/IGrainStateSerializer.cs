namespace Orleans.Embedded.Storage;

/// <summary>Turns states into bytes and back.</summary>
public interface IGrainStateSerializer
{
    /// <summary>The bytes of a state.</summary>
    byte[] Serialize<T>(T state);

    /// <summary>The state of these bytes.</summary>
    T Deserialize<T>(ReadOnlySpan<byte> bytes);
}
