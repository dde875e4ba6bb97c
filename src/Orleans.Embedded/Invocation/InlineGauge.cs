using System.Diagnostics;

namespace Orleans.Embedded.Invocation;

/// <summary>
/// Learns whether the synchronous part of a method is so short that running it on the caller's thread beats a hop to the
/// thread pool. A method starts as not short; one long run takes the right away, for longer each time it happens again.
/// </summary>
/// <remarks>Updated without locks: a lost update costs one hop or one short run too many, never correctness.</remarks>
internal sealed class InlineGauge
{
    private const int RunsToTrust = 16;
    private const int FirstPenalty = 32;
    private const int LargestPenalty = 1 << 16;
    private const int RunsToForgive = 256;

    private static readonly long LongRun = Stopwatch.Frequency / 50_000;

    private int _trust;
    private int _penalty = FirstPenalty;
    private int _streak;

    /// <summary>Whether a call may run on the caller's thread.</summary>
    public bool Allows => _trust >= RunsToTrust;

    /// <summary>Notes how long a synchronous part ran, in <see cref="Stopwatch"/> ticks.</summary>
    public void Observe(long ticks)
    {
        if (ticks > LongRun)
        {
            _trust = -_penalty;
            _penalty = Math.Min(_penalty * 2, LargestPenalty);
            _streak = 0;
            return;
        }

        if (_trust < RunsToTrust)
        {
            _trust++;
        }

        if (_penalty > FirstPenalty && ++_streak >= RunsToForgive)
        {
            _penalty = Math.Max(_penalty / 2, FirstPenalty);
            _streak = 0;
        }
    }
}
