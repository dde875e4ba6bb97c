using Orleans.Runtime;

namespace Orleans.Embedded.Manifest;

/// <summary>A grain class as generated code describes it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Factory">Makes an instance for an activation, from its services and facets.</param>
public sealed record GrainClass(Type Type, Func<IGrainContext, object> Factory);
