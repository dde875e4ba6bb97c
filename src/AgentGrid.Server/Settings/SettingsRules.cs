using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Naming;
using AgentGrid.Server.Contracts.Admin;

namespace AgentGrid.Server.Settings;

/// <summary>The rules of what admins set.</summary>
internal static partial class SettingsRules
{
    private const int MaxEntries = 500;
    private const int MaxName = 200;
    private const decimal MaxPrice = 1_000_000m;

    /// <summary>The first broken rule, or null. A model must exist when an alias is pointed at it.</summary>
    public static Failure? Check(ServerSettings wanted, ServerSettings before, ProviderCatalog catalog) =>
        CheckAliases(wanted.Aliases, before.Aliases, catalog) ?? CheckPrices(wanted.Prices);

    private static Failure? CheckAliases(
        ImmutableDictionary<string, string> aliases, ImmutableDictionary<string, string> before, ProviderCatalog catalog)
    {
        if (aliases.Count > MaxEntries)
        {
            return Bad($"'aliases' takes at most {MaxEntries} entries.");
        }

        if (aliases.Keys.GroupBy(alias => alias, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return Bad($"'aliases' has {string.Join(" and ", twice.Order(StringComparer.Ordinal).Select(alias => $"'{Shown(alias)}'"))}: "
                + "capitals make no difference in an alias, keep one of them.");
        }

        foreach (var (alias, target) in aliases)
        {
            if (!Alias().IsMatch(alias))
            {
                return Bad($"'aliases.{Shown(alias)}': an alias has 1 to 64 letters, digits, dots, hyphens or underscores, and no slash.");
            }

            if (alias.Equals(ModelNames.OfflineProvider, StringComparison.OrdinalIgnoreCase))
            {
                return Bad($"'aliases.{alias}': that is the name of the built-in provider, choose another.");
            }

            if (ModelName.Parse(target) is null)
            {
                return Bad($"'aliases.{alias}' must be provider/model, and not another alias.");
            }

            if (target.Length > MaxName || target.Any(char.IsControl))
            {
                return Bad($"'aliases.{alias}' must have at most {MaxName} characters, and no line breaks or other control characters.");
            }

            // What was set before may stay, though its provider has gone since: another change must not fail over it.
            if (before.GetValueOrDefault(alias) != target && catalog.Resolve(target).Failure is { } unknown)
            {
                return unknown with { Detail = $"'aliases.{alias}': {unknown.Detail}" };
            }
        }

        return null;
    }

    private static Failure? CheckPrices(ImmutableDictionary<string, PriceSetting> prices)
    {
        if (prices.Count > MaxEntries)
        {
            return Bad($"'prices' takes at most {MaxEntries} entries.");
        }

        foreach (var (model, price) in prices)
        {
            if (model.Length > MaxName || ModelName.Parse(model) is null)
            {
                return Bad($"'prices.{Shown(model)}': a price belongs to provider/model, or to provider/* for all of a provider's.");
            }

            if (price is null || Outside(price.Input) || Outside(price.Output) || Outside(price.CachedInput) || Outside(price.CacheWrite))
            {
                return Bad($"'prices.{model}' must be in US dollars per million tokens, and not negative.");
            }
        }

        return null;
    }

    private static bool Outside(decimal? price) => price is < 0 or > MaxPrice;

    private static string Shown(string name) => name.Length <= MaxName ? name : name[..MaxName];

    private static Failure Bad(string detail) => Failure.Invalid(FailureCodes.InvalidRequest, detail);

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Alias();
}
