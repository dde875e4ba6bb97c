using System.Collections.Frozen;
using AgentGrid.Naming;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>The providers and aliases at one moment. Immutable; a change makes a new catalog.</summary>
public sealed class ProviderCatalog
{
    private readonly FrozenDictionary<string, ProviderDefinition> _byName;
    private readonly FrozenDictionary<string, string> _aliases;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _discovered;
    private readonly IReadOnlyDictionary<string, Failure> _silent;

    /// <param name="providers">In order of preference.</param>
    /// <param name="aliases">Targets by alias.</param>
    /// <param name="discovered">Models that providers without a list say they have; the first can be the default.</param>
    /// <param name="silent">Why providers without a list did not say which models they have.</param>
    public ProviderCatalog(
        IReadOnlyList<ProviderDefinition> providers,
        IReadOnlyDictionary<string, string> aliases,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? discovered = null,
        IReadOnlyDictionary<string, Failure>? silent = null)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(aliases);
        Providers = providers;
        _discovered = discovered ?? FrozenDictionary<string, IReadOnlyList<string>>.Empty;
        _silent = silent ?? FrozenDictionary<string, Failure>.Empty;
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
    /// <c>unknown_model</c> failure that lists what exists. The provider found may still lack its key. An alias whose model
    /// has gone is <c>no_provider</c>: whoever uses it made no mistake.
    /// </summary>
    public Outcome<ResolvedModel> Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_aliases.TryGetValue(name, out var target))
        {
            return ResolveTarget(target) is { } aliased
                ? aliased
                : new Failure(
                    FailureKind.Unavailable,
                    FailureCodes.NoProvider,
                    $"The alias '{name}' stands for '{target}', which does not exist here. An administrator can point it at another model.");
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

    /// <summary>
    /// Why providers that could be asked cannot stand behind a well-known alias: nobody knows their models. Empty where none is
    /// configured.
    /// </summary>
    internal IEnumerable<Failure> WhyNoModels() =>
        from provider in Providers
        where provider.Usable && provider.Type != ProviderTypes.Offline && ModelsOf(provider).Count == 0
        select WhyNoModels(provider);

    private Failure WhyNoModels(ProviderDefinition provider)
    {
        const string advice = "List its models (AgentGrid:Llm:Providers:{0}:Models, or PUT /api/admin/providers/{0}).";
        var name = provider.Name;
        if (!_silent.TryGetValue(name, out var failure))
        {
            return new Failure(
                FailureKind.Unavailable,
                FailureCodes.NoProvider,
                _discovered.ContainsKey(name)
                    ? $"The provider '{name}' has no model that chats."
                    : $"The provider '{name}' has not said yet which models it has.")
            {
                Retryable = !_discovered.ContainsKey(name),
            };
        }

        return failure.Retryable
            ? failure with { Detail = $"The provider '{name}' could not be asked which models it has: {failure.Detail}" }
            : failure with
            {
                Detail = $"The provider '{name}' does not say which models it has: {failure.Detail} "
                    + advice.Replace("{0}", name, StringComparison.Ordinal),
            };
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
