using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Audit;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Providers;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Settings;

namespace AgentGrid.Server.Settings;

/// <summary>Keeps what admins set while the server runs, and puts it into effect.</summary>
internal sealed class SettingsAdmin(
    ISettingsStore store, ProviderAdmin providers, IProviderRegistry registry, IPriceOverrides prices, AdminGate gate, AuditDesk audit)
{
    private const string Target = "settings";

    /// <summary>Puts what is stored into effect, the aliases with the providers that they name. For the start of the server.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var (settings, _) = await store.ReadServerAsync(cancellationToken);
        Apply(settings, await providers.ReadAsync(cancellationToken));
    }

    public async Task<SettingsView> GetAsync(CancellationToken cancellationToken)
    {
        var (settings, revision) = await store.ReadServerAsync(cancellationToken);
        return View(settings, revision);
    }

    /// <summary>
    /// Replaces what the request names, whether or not the client is still there once it is stored. Fails with <c>version_conflict</c>
    /// when <paramref name="basedOn"/> is given and stale.
    /// </summary>
    public Task<Outcome<SettingsView>> SaveAsync(SettingsRequest request, int? basedOn, string userId, CancellationToken cancellationToken) =>
        gate.RunAsync(() => SaveAloneAsync(request, basedOn, userId, cancellationToken), cancellationToken);

    private async Task<Outcome<SettingsView>> SaveAloneAsync(
        SettingsRequest request, int? basedOn, string userId, CancellationToken cancellationToken)
    {
        var (before, revision) = await store.ReadServerAsync(cancellationToken);
        var wanted = new ServerSettings(request.Aliases ?? before.Aliases, request.Prices ?? before.Prices);
        if (SettingsRules.Check(wanted, before, registry.Current) is { } bad)
        {
            return bad;
        }

        var definitions = await providers.ReadAsync(cancellationToken);
        var detail = $"aliases={string.Join(',', wanted.Aliases.Select(alias => $"{alias.Key}:{alias.Value}"))} prices={wanted.Prices.Count}";
        var saved = await store.SetAsync(
            SettingsStoreReader.Key, JsonSerializer.Serialize(wanted, JsonDefaults.Options), basedOn ?? revision,
            audit.Entry(userId, AuditActions.SettingsChanged, Target, detail), cancellationToken);
        if (!saved.TryGet(out var stored, out var failure))
        {
            return failure;
        }

        Apply(wanted, definitions);
        return View(wanted, stored.Revision);
    }

    private void Apply(ServerSettings settings, IReadOnlyList<ProviderDefinition> definitions)
    {
        prices.SetOverrides(settings.Prices.ToDictionary(price => price.Key, price => price.Value.ToOptions()));
        registry.SetOverrides(definitions, settings.Aliases);
    }

    private SettingsView View(ServerSettings settings, long revision) => SettingsView.Of(settings, revision, registry.Current, prices.AsOf);
}
