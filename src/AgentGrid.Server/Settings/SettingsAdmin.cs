using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Providers;
using AgentGrid.Storage.Settings;

namespace AgentGrid.Server.Settings;

/// <summary>Keeps what admins set while the server runs, and puts it into effect.</summary>
internal sealed class SettingsAdmin(
    ISettingsStore store, ProviderAdmin providers, IProviderRegistry registry, IPriceOverrides prices, TimeProvider time)
{
    /// <summary>Puts what is stored into effect, the aliases with the providers that they name.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var (settings, _) = await store.ReadServerAsync(cancellationToken);
        prices.SetOverrides(settings.Prices.ToDictionary(price => price.Key, price => price.Value.ToOptions()));
        await providers.ApplyAsync(cancellationToken);
    }

    public async Task<SettingsView> GetAsync(CancellationToken cancellationToken)
    {
        var (settings, revision) = await store.ReadServerAsync(cancellationToken);
        return SettingsView.Of(settings, revision, registry.Current, prices.AsOf);
    }

    /// <summary>Replaces what the request names. Fails with <c>version_conflict</c> when <paramref name="basedOn"/> is given and stale.</summary>
    public async Task<Outcome<SettingsView>> SaveAsync(SettingsRequest request, int? basedOn, CancellationToken cancellationToken)
    {
        var (before, revision) = await store.ReadServerAsync(cancellationToken);
        var wanted = new ServerSettings(request.Aliases ?? before.Aliases, request.Prices ?? before.Prices);
        if (SettingsRules.Check(wanted, before, registry.Current) is { } bad)
        {
            return bad;
        }

        var json = JsonSerializer.Serialize(wanted, JsonDefaults.Options);
        var saved = await store.SetAsync(SettingsStoreReader.Key, json, basedOn ?? revision, time.GetUtcNow(), cancellationToken);
        if (!saved.Succeeded)
        {
            return saved.Failure;
        }

        await ApplyAsync(cancellationToken);
        return await GetAsync(cancellationToken);
    }
}
