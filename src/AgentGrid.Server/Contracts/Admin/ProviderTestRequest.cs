namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A trial of a provider.</summary>
/// <param name="Model">The model to ask. Default: the provider's first.</param>
internal sealed record ProviderTestRequest(string? Model = null);
