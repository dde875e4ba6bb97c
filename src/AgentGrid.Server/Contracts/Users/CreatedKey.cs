using System.Collections.Immutable;
using AgentGrid.Users;

namespace AgentGrid.Server.Contracts.Users;

/// <summary>A new API key.</summary>
/// <param name="Key">The secret, shown this once.</param>
internal sealed record CreatedKey(
    string Id, string Name, ImmutableArray<string> Scopes, string Hint, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Key)
{
    public static CreatedKey Of(IssuedApiKey issued) => new(
        issued.Key.Id, issued.Key.Name, issued.Key.Scopes, issued.Key.Hint, issued.Key.CreatedAt, issued.Key.ExpiresAt, issued.Secret);
}
