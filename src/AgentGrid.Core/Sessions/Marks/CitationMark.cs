namespace AgentGrid.Core.Sessions.Marks;

/// <summary>A citation mark as a model wrote it.</summary>
/// <param name="Ranges">The numbers it names, in order; none when what it names cannot be one of the sources.</param>
/// <param name="IsBare">Whether it is nothing but numbers in square brackets, as an index into an array is.</param>
internal sealed record CitationMark(Range[] Ranges, bool IsBare)
{
    /// <summary>Whether it can only be an interval of numbers: a range that begins beyond the sources.</summary>
    public bool IsInterval(int sources) =>
        Array.Exists(Ranges, range => range.End.Value - range.Start.Value > 1 && range.Start.Value > Math.Max(1, sources));

    /// <summary>The numbers among 1 to <paramref name="sources"/> that it names, none twice.</summary>
    public List<int> Valid(int sources) =>
    [
        .. Ranges
            .SelectMany(range => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value))
            .Where(number => number >= 1 && number <= sources)
            .Distinct(),
    ];

    /// <summary>Whether all that it names is among 1 to <paramref name="sources"/>.</summary>
    public bool IsAllValid(int sources) => Array.TrueForAll(Ranges, range => range.Start.Value >= 1 && range.End.Value <= sources + 1);
}
