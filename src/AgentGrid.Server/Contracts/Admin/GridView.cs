using System.Collections.Immutable;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>The grain engine at one moment.</summary>
/// <param name="Silos">The processes that run grains.</param>
/// <param name="Grains">Activations by grain type.</param>
/// <param name="Methods">Calls and latency by method, the most called first.</param>
internal sealed record GridView(ImmutableArray<GridSilo> Silos, ImmutableArray<GridGrain> Grains, ImmutableArray<GridMethod> Methods);
