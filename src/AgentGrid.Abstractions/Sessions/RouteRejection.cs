namespace AgentGrid.Sessions;

/// <summary>A model that was asked for and did not answer, or not quite as it was asked (<c>tools_not_supported</c>), and why.</summary>
/// <param name="Model">The name it was asked for by: an alias or <c>provider/model</c>.</param>
/// <param name="Code">A stable code, such as <c>provider_rate_limited</c>.</param>
/// <param name="Reason">A sentence that may be shown.</param>
[GenerateSerializer, Immutable, Alias("route-rejection")]
public sealed record RouteRejection(
    [property: Id(0)] string Model,
    [property: Id(1)] string Code,
    [property: Id(2)] string Reason);
