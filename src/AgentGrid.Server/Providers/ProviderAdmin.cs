using System.Security.Cryptography;
using System.Text.Json;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Settings;
using AgentGrid.Storage.Settings;
using Microsoft.AspNetCore.DataProtection;

namespace AgentGrid.Server.Providers;

/// <summary>The providers that admins set: stored encrypted, and put on top of the configured ones, with the aliases that admins set.</summary>
internal sealed partial class ProviderAdmin(
    IProviderStore store, ISettingsStore settings, IProviderRegistry registry, IDataProtectionProvider protection, TimeProvider time, ILogger<ProviderAdmin> logger)
{
    private readonly IDataProtector _protector = protection.CreateProtector("AgentGrid.Providers.v1");

    /// <summary>Puts what is stored into effect. A provider that cannot be decrypted is left out, and the log says so.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var (definitions, aliases) = await ReadAsync(cancellationToken);
        registry.SetOverrides(definitions, aliases);
    }

    /// <summary>
    /// Sets a provider. Without a key in the request the one in use is kept: the one that was set here, or else that of the
    /// configuration or the environment, which is never stored. Fails with <c>provider_in_use</c> where an alias
    /// names a model that would no longer be offered.
    /// </summary>
    public async Task<Outcome<ProviderDefinition>> SaveAsync(string name, ProviderRequest request, CancellationToken cancellationToken)
    {
        if (ProviderRules.Check(name, request) is { } failure)
        {
            return failure;
        }

        var stored = await store.FindAsync(name, cancellationToken);
        var wanted = new ProviderSettings(
            request.Type, Trimmed(request.BaseUrl), request.ApiKey is { } key ? key.Trim() : KeptKey(stored, request),
            request.Models ?? [], request.EmbeddingModels ?? [], request.MaxConcurrency, request.Enabled);
        var (definitions, aliases) = await ReadAsync(cancellationToken);
        definitions.RemoveAll(provider => provider.Name == name);
        var after = registry.Preview([.. definitions, wanted.ToDefinition(name)], aliases);
        if (AliasRules.CheckSave(name, registry.Current, after) is { } inUse)
        {
            return inUse;
        }

        var payload = _protector.Protect(JsonSerializer.Serialize(wanted));
        var saved = await store.SaveAsync(
            new StoredProvider(name, wanted.Type, payload, stored?.Revision ?? 0, time.GetUtcNow()), cancellationToken);
        if (!saved.Succeeded)
        {
            return saved.Failure;
        }

        await ApplyAsync(cancellationToken);
        return registry.Current.Find(name)!;
    }

    /// <summary>
    /// Forgets what was set; a configured provider of that name shows again. The failure, or null: <c>provider_not_found</c>, or
    /// <c>provider_in_use</c> where an alias would be left with nothing that answers.
    /// </summary>
    public async Task<Failure?> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var (definitions, aliases) = await ReadAsync(cancellationToken);
        definitions.RemoveAll(provider => provider.Name == name);
        if (AliasRules.CheckRemoval(name, registry.Current, registry.Preview(definitions, aliases)) is { } inUse)
        {
            return inUse;
        }

        var removed = await store.DeleteAsync(name, cancellationToken);
        await ApplyAsync(cancellationToken);
        return removed ? null : NotFound;
    }

    public static Failure NotFound { get; } = Failure.NotFound(FailureCodes.ProviderNotFound, "There is no such provider.");

    private async Task<(List<ProviderDefinition> Definitions, IReadOnlyDictionary<string, string> Aliases)> ReadAsync(
        CancellationToken cancellationToken)
    {
        var definitions = new List<ProviderDefinition>();
        foreach (var provider in await store.ListAsync(cancellationToken))
        {
            if (Decrypt(provider) is { } known)
            {
                definitions.Add(known.ToDefinition(provider.Name));
            }
        }

        return (definitions, (await settings.ReadServerAsync(cancellationToken)).Settings.Aliases);
    }

    // A key goes only where it was meant to go: another address or type needs it entered again.
    private string? KeptKey(StoredProvider? stored, ProviderRequest request)
    {
        var known = stored is not null ? Decrypt(stored) : null;
        return known is not null && known.Type == request.Type && known.BaseUrl == Trimmed(request.BaseUrl) ? known.ApiKey : null;
    }

    private ProviderSettings? Decrypt(StoredProvider provider)
    {
        try
        {
            return JsonSerializer.Deserialize<ProviderSettings>(_protector.Unprotect(provider.Payload));
        }
        catch (CryptographicException exception)
        {
            LogUndecryptable(logger, exception, provider.Name);
            return null;
        }
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
