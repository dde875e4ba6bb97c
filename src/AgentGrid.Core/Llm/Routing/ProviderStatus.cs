using AgentGrid.Core.Llm.Resilience;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>What may be shown of a provider. Says whether there is a key, never which.</summary>
public sealed record ProviderStatus(
    string Name,
    string Type,
    string? BaseUrl,
    bool HasKey,
    bool Enabled,
    bool Usable,
    ProviderSource Source,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> EmbeddingModels,
    int MaxConcurrency,
    ProviderHealth Health);
