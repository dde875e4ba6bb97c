using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>A model provider as admins see it; never its key.</summary>
/// <param name="Id">The part before the slash in provider/model.</param>
/// <param name="HasKey">Whether a key is set.</param>
/// <param name="Usable">Whether it has what its type needs to answer.</param>
/// <param name="Source">Where it was defined: builtIn, environment, configuration or admin.</param>
/// <param name="Health">Its circuit, calls in flight and waiting, and last failure.</param>
internal sealed record ProviderView(
    string Id,
    string Type,
    string? BaseUrl,
    bool HasKey,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> EmbeddingModels,
    int MaxConcurrency,
    bool Enabled,
    bool Usable,
    ProviderSource Source,
    ProviderHealth Health)
{
    public static ProviderView Of(ProviderDefinition provider, ProviderHealth health) => new(
        provider.Name, provider.Type, Shown(provider.BaseUrl), !string.IsNullOrEmpty(provider.ApiKey), provider.Models, provider.EmbeddingModels,
        provider.MaxConcurrency, provider.Enabled, provider.Usable, provider.Source, health);

    // A configured address may carry a user name and a password, or a key in its query.
    private static string? Shown(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : address;
}
