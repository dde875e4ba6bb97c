using System.Runtime.CompilerServices;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>
/// Counts n-grams by bucket: runs of four characters over words and the single spaces between them; one and two ideographs or
/// Hangul syllables; three characters of scripts without spaces. Keeps its buffers; not for two threads at once.
/// </summary>
internal sealed class NgramCounter
{
    private const int BucketBits = 12;
    private const int FoldBatch = 4_096;
    private readonly ushort[] _counts = new ushort[NgramEmbedder.Buckets];
    private readonly char[] _folded = new char[(FoldBatch * 2) + 4];

    // The last four characters, newest in the low 16 bits; a 0 stands where a run began.
    private ulong _window;
    private CharKind _run;

    /// <summary>Counts by bucket, valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<ushort> Count(ReadOnlySpan<char> text)
    {
        Array.Clear(_counts);
        _window = ' ';
        _run = CharKind.Letter;
        for (var start = 0; start < text.Length; start += FoldBatch)
        {
            var batch = text.Slice(start, Math.Min(FoldBatch, text.Length - start));
            var length = CharFolding.Fold(batch, _folded);
            CountFolded(_folded.AsSpan(0, length));
        }

        Break();
        return _counts;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountFolded(ReadOnlySpan<char> folded)
    {
        for (var i = 0; i < folded.Length; i++)
        {
            if (_run != CharKind.Letter || !char.IsAsciiLetterLower(folded[i]))
            {
                Next(folded[i]);
                continue;
            }

            // Nearly all there is: a word of plain letters goes on, and its window stays in a register.
            var window = _window;
            var counts = _counts;
            for (; i < folded.Length && char.IsAsciiLetterLower(folded[i]); i++)
            {
                window = (window << 16) | folded[i];
                if (window >> 48 != 0)
                {
                    Raise(counts, window, 4);
                }
            }

            _window = window;
            i--;
        }
    }

    private void Next(char c)
    {
        switch (CharTable.KindOf(c))
        {
            case CharKind.Letter or CharKind.Digit:
                Enter(CharKind.Letter, ' ');
                _window = (_window << 16) | c;
                Bump(_window, 4);
                break;
            case CharKind.Ideograph or CharKind.Hangul:
                Enter(CharKind.Ideograph, '\0');
                _window = (_window << 16) | c;
                Bump(_window & 0xFFFF, 1);
                Bump(_window & 0xFFFF_FFFF, 2);
                break;
            case CharKind.Unsegmented:
                Enter(CharKind.Unsegmented, '\0');
                _window = (_window << 16) | c;
                Bump(_window & 0xFFFF_FFFF_FFFF, 3);
                break;
            case CharKind.Mark:
                break;
            default:
                Break();
                break;
        }
    }

    private void Enter(CharKind run, char first)
    {
        if (_run != run)
        {
            Break();
            _run = run;
            _window = first;
        }
    }

    // A word ends: one space, however many separators follow.
    private void Break()
    {
        if (_run != CharKind.Letter)
        {
            _window = 0;
        }
        else if ((_window & 0xFFFF) != ' ')
        {
            _window = (_window << 16) | ' ';
            Bump(_window, 4);
        }
    }

    // A gram is counted once all its places are filled.
    private void Bump(ulong gram, int size)
    {
        if (gram >> ((size - 1) * 16) == 0)
        {
            return;
        }

        Raise(_counts, gram, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Raise(ushort[] counts, ulong gram, int size)
    {
        ref var count = ref counts[TermHash.Mix(gram + (ulong)size) >> (64 - BucketBits)];
        count += count < byte.MaxValue ? (ushort)1 : (ushort)0;
    }
}
