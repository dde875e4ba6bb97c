using System.Collections.Immutable;

namespace Orleans.Embedded.Statistics;

/// <summary>The counters at one moment.</summary>
/// <param name="Activations">Grains in memory.</param>
/// <param name="Classes">By grain class.</param>
/// <param name="Methods">By interface method that was ever referred to.</param>
public sealed record GrainStatisticsSnapshot(
    long Activations, ImmutableArray<GrainClassStatistics> Classes, ImmutableArray<GrainMethodStatistics> Methods);
