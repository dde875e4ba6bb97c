namespace Orleans.Concurrency;

/// <summary>Calls of this interface method do not change the grain and may interleave with each other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
