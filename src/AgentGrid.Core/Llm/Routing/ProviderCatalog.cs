using System.Collections.Frozen;
using AgentGrid.Naming;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>The providers and aliases at one moment. Immutable; a change makes a new catalog.</summary>
public sealed class ProviderCatalog
{
    private readonly FrozenDictionary<string, ProviderDefinition> _byName;
    private readonly FrozenDictionary<string, string> _aliases;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _discovered;

    /// <param name="providers">In order of preference.</param>
    /// <param name="aliases">Targets by alias.</param>
    /// <param name="discovered">Models that providers without a list say they have; the first can be the default.</param>
    public ProviderCatalog(
        IReadOnlyList<ProviderDefinition> providers,
        IReadOnlyDictionary<string, string> aliases,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? discovered = null)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(aliases);
        Providers = providers;
        _discovered = discovered ?? FrozenDictionary<string, IReadOnlyList<string>>.Empty;
        _byName = providers.ToFrozenDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase);
        _aliases = aliases.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every provider, in order of preference; those without a key too.</summary>
    public IReadOnlyList<ProviderDefinition> Providers { get; }

    /// <summary>The aliases set by configuration or by an administrator.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    public ProviderDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// What <paramref name="name"/> (an alias, <c>provider/model</c>, or a model that exactly one list offers) means, or an
    /// <c>unknown_model</c> failure that lists what exists. The provider found may still lack its key.
    /// </summary>
    public Outcome<ResolvedModel> Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_aliases.TryGetValue(name, out var target))
        {
            return ResolveTarget(target) is { } aliased
                ? aliased
                : Unknown($"The alias '{name}' stands for '{target}', which does not exist here.");
        }

        if (ResolveTarget(name) is { } resolved)
        {
            return resolved;
        }

        return VendorDefaults.IsWellKnownAlias(name) ? Pick(name) : Unknown($"There is no model '{name}'.");
    }

    /// <summary>Every name that can be used: aliases, listed models, and <c>provider/…</c> where any model is taken.</summary>
    public IEnumerable<string> KnownNames()
    {
        yield return ModelNames.Default;
        yield return ModelNames.Fast;
        yield return ModelNames.Smart;
        foreach (var alias in _aliases.Keys.Where(alias => !VendorDefaults.IsWellKnownAlias(alias)).Order(StringComparer.Ordinal))
        {
            yield return alias;
        }

        foreach (var provider in Providers.Where(provider => provider.Usable))
        {
            var models = ModelsOf(provider);
            if (models.Count == 0)
            {
                yield return $"{provider.Name}/<model>";
            }

            foreach (var model in models)
            {
                yield return $"{provider.Name}/{model}";
            }
        }
    }

    private ResolvedModel? ResolveTarget(string text)
    {
        if (ModelName.Parse(text) is { } name && _byName.TryGetValue(name.Provider, out var provider))
        {
            var known = provider.Models.Count == 0 || provider.Models.Contains(name.Model, StringComparer.Ordinal);
            return known ? new ResolvedModel(name with { Provider = provider.Name }, provider, Chosen: true) : null;
        }

        var offering = Providers.Where(p => p.Usable && p.Models.Contains(text, StringComparer.Ordinal)).Take(2).ToArray();
        return offering.Length == 1 ? new ResolvedModel(new ModelName(offering[0].Name, text), offering[0], Chosen: true) : null;
    }

    /// <summary>The models a provider lists, else those it was found to have; empty when neither is known.</summary>
    public IReadOnlyList<string> ModelsOf(ProviderDefinition provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return provider.Models.Count > 0 ? provider.Models : _discovered.GetValueOrDefault(provider.Name, []);
    }

    private ResolvedModel Pick(string alias)
    {
        foreach (var provider in Providers)
        {
            if (!provider.Usable || provider.Type == ProviderTypes.Offline)
            {
                continue;
            }

            var preferred = VendorDefaults.ModelFor(provider.Type, alias);
            var model = preferred is not null && (provider.Models.Count == 0 || provider.Models.Contains(preferred, StringComparer.Ordinal))
                ? preferred
                : ModelsOf(provider) is [var first, ..] ? first
                : null;
            if (model is not null)
            {
                return new ResolvedModel(new ModelName(provider.Name, model), provider, Chosen: true);
            }
        }

        return Offline();
    }

    /// <summary>The provider that is always there.</summary>
    internal ResolvedModel Offline()
    {
        var name = ModelName.Parse(ModelNames.Offline)!.Value;
        return new ResolvedModel(name, _byName[name.Provider], Chosen: false);
    }

    private Failure Unknown(string what) => Failure.Invalid(
        FailureCodes.UnknownModel, $"{what} Models that exist here: {string.Join(", ", KnownNames().Take(50))}.");
}
