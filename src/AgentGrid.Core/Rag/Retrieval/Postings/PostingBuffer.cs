using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Retrieval.Postings;

/// <summary>Growing bytes of posting lists.</summary>
internal sealed class PostingBuffer(int capacity)
{
    private byte[] _bytes = new byte[Math.Max(16, capacity)];

    public int Length { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int gap, int count)
    {
        if (_bytes.Length - Length < PostingCodec.MaxEntryBytes)
        {
            Grow();
        }

        Length += PostingCodec.Write(_bytes.AsSpan(Length), gap, count);
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    private void Grow() =>
        Array.Resize(ref _bytes, Math.Max(_bytes.Length + PostingCodec.MaxEntryBytes, _bytes.Length + (_bytes.Length / 2)));
}
