namespace Orleans.Embedded.Statistics;

/// <summary>The counters of a grain class.</summary>
/// <param name="GrainType">Its name in identities.</param>
/// <param name="ClassName">The full name of the class.</param>
/// <param name="Activations">How many of it are in memory.</param>
public sealed record GrainClassStatistics(string GrainType, string ClassName, long Activations);
