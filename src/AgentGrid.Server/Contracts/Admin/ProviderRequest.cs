using System.Collections.Immutable;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A model provider's settings.</summary>
/// <param name="Type">openai, openai-compatible, anthropic, gemini or offline.</param>
/// <param name="BaseUrl">The provider's root address as its official client takes it. Default: the vendor's.</param>
/// <param name="ApiKey">Write-only. Absent keeps the stored key; an empty string removes it.</param>
/// <param name="Models">The models offered; empty takes any.</param>
/// <param name="EmbeddingModels">The embedding models offered; empty takes any.</param>
/// <param name="MaxConcurrency">Calls in flight at once, 1 to 10000. Default 64.</param>
/// <param name="Enabled">Default true.</param>
internal sealed record ProviderRequest(
    string Type,
    string? BaseUrl = null,
    string? ApiKey = null,
    ImmutableArray<string>? Models = null,
    ImmutableArray<string>? EmbeddingModels = null,
    int MaxConcurrency = 64,
    bool Enabled = true);
