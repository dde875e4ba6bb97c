using System.Runtime.CompilerServices;

namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// 64-bit hash that stands for a term everywhere in the index, so that no term string is kept: FNV-1a over UTF-16 units with
/// the finaliser of SplitMix64. Two of a million terms collide with a chance of about 3 in 10⁸.
/// </summary>
internal static class TermHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(ReadOnlySpan<char> term)
    {
        var hash = Offset;
        foreach (var c in term)
        {
            hash = (hash ^ c) * Prime;
        }

        return Mix(hash);
    }

    /// <summary>The hash of a text but for its white space; never 0.</summary>
    public static ulong OfText(ReadOnlySpan<char> text)
    {
        var hash = Offset;
        foreach (var c in text)
        {
            hash = char.IsWhiteSpace(c) ? hash : (hash ^ c) * Prime;
        }

        return Math.Max(1, Mix(hash));
    }

    /// <summary>The hash of two terms in a row, for word pairs.</summary>
    public static ulong Pair(ulong first, ulong second) => Mix(first * Prime ^ second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
