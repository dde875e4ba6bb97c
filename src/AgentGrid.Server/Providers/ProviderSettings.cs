using System.Collections.Immutable;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Server.Providers;

/// <summary>A provider's settings as they are stored, encrypted as a whole.</summary>
/// <param name="ApiKey">Null where none was entered here: that of the configuration or the environment is used. Empty: none is.</param>
internal sealed record ProviderSettings(
    string Type,
    string? BaseUrl,
    string? ApiKey,
    ImmutableArray<string> Models,
    ImmutableArray<string> EmbeddingModels,
    int MaxConcurrency,
    bool Enabled)
{
    public ProviderDefinition ToDefinition(string name) => new()
    {
        Name = name,
        Type = Type,
        BaseUrl = BaseUrl,
        ApiKey = ApiKey,
        Models = Models,
        EmbeddingModels = EmbeddingModels,
        MaxConcurrency = MaxConcurrency,
        Enabled = Enabled,
        Source = ProviderSource.Admin,
    };
}
