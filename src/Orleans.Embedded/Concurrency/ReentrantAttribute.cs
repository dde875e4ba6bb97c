namespace Orleans.Concurrency;

/// <summary>Requests of this grain class may start while others await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
