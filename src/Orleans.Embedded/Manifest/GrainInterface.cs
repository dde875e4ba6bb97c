using Orleans.Embedded.Invocation;

namespace Orleans.Embedded.Manifest;

/// <summary>A grain interface as generated code describes it.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Methods">Its methods and those it inherits, by number.</param>
/// <param name="Factory">Makes a reference.</param>
public sealed record GrainInterface(Type Type, IReadOnlyList<GrainMethod> Methods, Func<GrainProxyContext, GrainProxy> Factory);
