namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// 64-bit sketch of a bag of terms (Charikar 2002): texts that share most terms differ in few bits.
/// </summary>
internal struct SimHash
{
    private const int FlushEvery = byte.MaxValue;
    private static readonly ulong[] Spread = BuildSpread();

    // Eight counters a word, one word for each byte of the hash; emptied into the wide counters before they overflow.
    private Narrow _narrow;
    private Wide _wide;
    private int _pending;
    private int _count;

    public void Add(ulong term)
    {
        for (var i = 0; i < 8; i++)
        {
            _narrow[i] += Spread[(byte)(term >> (i * 8))];
        }

        _count++;
        if (++_pending == FlushEvery)
        {
            Flush();
        }
    }

    /// <summary>The sketch: bit i is set when most terms have it set. 0 for no terms.</summary>
    public ulong Value()
    {
        Flush();
        var value = 0UL;
        for (var i = 0; i < 64; i++)
        {
            value |= _wide[i] * 2 > _count ? 1UL << i : 0;
        }

        return value;
    }

    private void Flush()
    {
        for (var i = 0; i < 64; i++)
        {
            _wide[i] += (byte)(_narrow[i / 8] >> (i % 8 * 8));
        }

        _narrow = default;
        _pending = 0;
    }

    // For each byte, its eight bits as the low bits of eight bytes.
    private static ulong[] BuildSpread()
    {
        var spread = new ulong[256];
        for (var value = 0; value < 256; value++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                spread[value] |= (ulong)((value >> bit) & 1) << (bit * 8);
            }
        }

        return spread;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Narrow
    {
        private ulong _first;
    }

    [System.Runtime.CompilerServices.InlineArray(64)]
    private struct Wide
    {
        private int _first;
    }
}
