using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Llm.Routing;

internal sealed class ProviderRegistry : IProviderRegistry
{
    private readonly IReadOnlyList<ProviderDefinition> _base;
    private readonly IReadOnlyDictionary<string, string> _baseAliases;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _discovered = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Failure> _silent = new(StringComparer.OrdinalIgnoreCase);
    private volatile ProviderCatalog _current;
    private volatile TaskCompletionSource _changed = NewSignal();

    public ProviderRegistry(IOptions<LlmOptions> options, ProviderEnvironment environment)
    {
        var configured = options.Value.Providers
            .Select(entry => Define(entry.Key, entry.Value, environment))
            .ToList();
        _base = Merge(configured, environment.Providers(), BuiltIn);
        _baseAliases = options.Value.Aliases.AsReadOnly();
        _current = new ProviderCatalog(_base, _baseAliases);
    }

    public ProviderCatalog Current => _current;

    public ProviderCatalog Preview(IReadOnlyList<ProviderDefinition> providers, IReadOnlyDictionary<string, string> aliases)
    {
        lock (_gate)
        {
            return Catalog(KeepEqual(Merge(OfAdmins(providers), _base)), Merge(aliases));
        }
    }

    public void SetOverrides(IReadOnlyList<ProviderDefinition> providers, IReadOnlyDictionary<string, string> aliases)
    {
        lock (_gate)
        {
            var merged = KeepEqual(Merge(OfAdmins(providers), _base));
            var same = merged.Where(IsCurrent).Select(provider => provider.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var changed in _discovered.Keys.Concat(_silent.Keys).Where(name => !same.Contains(name)).ToList())
            {
                _discovered.Remove(changed);
                _silent.Remove(changed);
            }

            _current = Catalog(merged, Merge(aliases));
            var signal = _changed;
            _changed = NewSignal();
            signal.SetResult();
        }
    }

    /// <summary>Whether a provider was found to have models.</summary>
    public bool IsDiscovered(string provider)
    {
        lock (_gate)
        {
            return _discovered.ContainsKey(provider);
        }
    }

    /// <summary>Completes when administrators next change something. Take it before reading <see cref="Current"/>.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Notes which models a provider without a list says it has, unless it was changed in the meantime.</summary>
    public void SetDiscovered(ProviderDefinition provider, IReadOnlyList<string> models)
    {
        lock (_gate)
        {
            if (!IsCurrent(provider))
            {
                return;
            }

            _discovered[provider.Name] = models;
            _silent.Remove(provider.Name);
            _current = Catalog(_current.Providers, _current.Aliases);
        }
    }

    /// <summary>Notes why a provider without a list did not say which models it has; false where it was changed in the meantime.</summary>
    public bool SetSilent(ProviderDefinition provider, Failure why)
    {
        lock (_gate)
        {
            if (!IsCurrent(provider))
            {
                return false;
            }

            _silent[provider.Name] = why;
            _current = Catalog(_current.Providers, _current.Aliases);
            return true;
        }
    }

    private bool IsCurrent(ProviderDefinition provider) => ReferenceEquals(_current.Find(provider.Name), provider);

    private ProviderCatalog Catalog(IReadOnlyList<ProviderDefinition> providers, IReadOnlyDictionary<string, string> aliases) => new(
        providers,
        aliases,
        new Dictionary<string, IReadOnlyList<string>>(_discovered, _discovered.Comparer),
        new Dictionary<string, Failure>(_silent, _silent.Comparer));

    /// <summary>
    /// What administrators set. Without a key of its own a provider has that of the configuration or the environment, as it is now,
    /// provided that it would go to the same address.
    /// </summary>
    private IEnumerable<ProviderDefinition> OfAdmins(IEnumerable<ProviderDefinition> providers) =>
        providers.Select(provider => provider with
        {
            Source = ProviderSource.Admin,
            ApiKey = provider.ApiKey ?? _base.FirstOrDefault(known => known.Name.Equals(provider.Name, StringComparison.OrdinalIgnoreCase)
                && known.Type == provider.Type && known.BaseUrl == provider.BaseUrl)?.ApiKey,
        });

    private Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> aliases)
    {
        var merged = new Dictionary<string, string>(_baseAliases, StringComparer.OrdinalIgnoreCase);
        foreach (var (alias, target) in aliases)
        {
            merged[alias] = target;
        }

        return merged;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A definition that did not change stays the same object, so that its connections and its circuit stay too.</summary>
    private List<ProviderDefinition> KeepEqual(List<ProviderDefinition> providers) =>
        providers.ConvertAll(provider => _current.Find(provider.Name) is { } known && known.SameAs(provider) ? known : provider);

    private static IReadOnlyList<ProviderDefinition> BuiltIn { get; } =
    [
        new() { Name = "offline", Type = ProviderTypes.Offline, Models = ["extractive"], Source = ProviderSource.BuiltIn },
        new() { Name = "openai", Type = ProviderTypes.OpenAi, Source = ProviderSource.BuiltIn },
        new() { Name = "anthropic", Type = ProviderTypes.Anthropic, Source = ProviderSource.BuiltIn },
        new() { Name = "gemini", Type = ProviderTypes.Gemini, Source = ProviderSource.BuiltIn },
    ];

    private static ProviderDefinition Define(string name, ProviderOptions options, ProviderEnvironment environment)
    {
        var hasKey = !string.IsNullOrWhiteSpace(options.ApiKey);
        return new ProviderDefinition
        {
            Name = name,
            Type = options.Type.ToLowerInvariant(),
            // The environment's address is for the environment's key: a key given here goes to the address given here.
            BaseUrl = !string.IsNullOrWhiteSpace(options.BaseUrl) ? options.BaseUrl.Trim()
                : hasKey ? null
                : environment.AddressOf(options.Type),
            ApiKey = hasKey ? options.ApiKey!.Trim() : environment.KeyOf(options.Type),
            Models = [.. options.Models],
            EmbeddingModels = [.. options.EmbeddingModels],
            MaxConcurrency = options.MaxConcurrency,
            Source = ProviderSource.Configuration,
        };
    }

    /// <summary>Earlier lists win, and come first.</summary>
    private static List<ProviderDefinition> Merge(params IEnumerable<ProviderDefinition>[] lists)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. lists.SelectMany(list => list).Where(provider => seen.Add(provider.Name))];
    }
}
