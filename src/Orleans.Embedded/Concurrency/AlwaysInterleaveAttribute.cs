namespace Orleans.Concurrency;

/// <summary>Calls of this interface method may start while other requests of the activation await.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
