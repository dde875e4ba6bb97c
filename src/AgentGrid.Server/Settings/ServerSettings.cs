using System.Collections.Immutable;
using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Settings;

/// <summary>What admins change while the server runs, as it is stored.</summary>
internal sealed record ServerSettings(ImmutableDictionary<string, string> Aliases, ImmutableDictionary<string, PriceSetting> Prices)
{
    public static ServerSettings None { get; } =
        new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, PriceSetting>.Empty);
}
