using System.Collections.Immutable;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Naming;
using AgentGrid.Server.Settings;

namespace AgentGrid.Server.Contracts.Admin;

/// <summary>The server's settings.</summary>
/// <param name="Revision">Counts up with every change; the ETag of this answer, and what If-Match takes.</param>
/// <param name="Aliases">What admins set.</param>
/// <param name="EffectiveAliases">What every alias means now, by whoever it was set; null where it means nothing any more.</param>
/// <param name="Prices">What admins set.</param>
/// <param name="PricesAsOf">The day up to which every vendor's built-in prices were compared with what it publishes.</param>
internal sealed record SettingsView(
    long Revision,
    ImmutableDictionary<string, string> Aliases,
    ImmutableSortedDictionary<string, string?> EffectiveAliases,
    ImmutableDictionary<string, PriceSetting> Prices,
    DateOnly PricesAsOf)
{
    public static SettingsView Of(ServerSettings settings, long revision, ProviderCatalog catalog, DateOnly pricesAsOf) => new(
        revision,
        settings.Aliases,
        catalog.Aliases.Keys.Concat([ModelNames.Default, ModelNames.Fast, ModelNames.Smart])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToImmutableSortedDictionary(
                alias => alias, alias => catalog.Resolve(alias).TryGet(out var model, out _) ? model.Name.ToString() : null, StringComparer.Ordinal),
        settings.Prices,
        pricesAsOf);
}
