using System.Security.Cryptography;
using System.Text.Json;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Server.Audit;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Settings;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Settings;
using Microsoft.AspNetCore.DataProtection;

namespace AgentGrid.Server.Providers;

/// <summary>
/// The providers that admins set: stored encrypted, and put on top of the configured ones, with the aliases that admins set. What was
/// stored takes effect, and is in the audit log, whether or not the client is still there.
/// </summary>
internal sealed partial class ProviderAdmin(
    IProviderStore store, ISettingsStore settings, IProviderRegistry registry, IDataProtectionProvider protection, AdminGate gate, AuditDesk audit,
    TimeProvider time, ILogger<ProviderAdmin> logger)
{
    public static Failure NotFound { get; } = Failure.NotFound(FailureCodes.ProviderNotFound, "There is no such provider.");

    private readonly IDataProtector _protector = protection.CreateProtector("AgentGrid.Providers.v1");

    /// <summary>
    /// Sets a provider. Without a key in the request the one in use is kept: the one that was set here, or else that of the
    /// configuration or the environment, which is never stored. Fails with <c>provider_in_use</c> where an alias
    /// names a model that would no longer be offered.
    /// </summary>
    public async Task<Outcome<ProviderDefinition>> SaveAsync(
        string name, ProviderRequest request, string userId, CancellationToken cancellationToken) =>
        ProviderRules.Check(name, request) is { } failure
            ? failure
            : await gate.RunAsync(() => SaveAloneAsync(name, request, userId, cancellationToken), cancellationToken);

    /// <summary>
    /// Forgets what was set; a configured provider of that name shows again. The failure, or null: <c>provider_not_found</c>, or
    /// <c>provider_in_use</c> where an alias would be left with nothing that answers.
    /// </summary>
    public Task<Failure?> RemoveAsync(string name, string userId, CancellationToken cancellationToken) =>
        gate.RunAsync(() => RemoveAloneAsync(name, userId, cancellationToken), cancellationToken);

    /// <summary>What is stored. A provider that cannot be decrypted is left out, and the log says so.</summary>
    public async Task<List<ProviderDefinition>> ReadAsync(CancellationToken cancellationToken)
    {
        var definitions = new List<ProviderDefinition>();
        foreach (var provider in await store.ListAsync(cancellationToken))
        {
            if (Decrypt(provider) is { } known)
            {
                definitions.Add(known.ToDefinition(provider.Name));
            }
        }

        return definitions;
    }

    private async Task<Outcome<ProviderDefinition>> SaveAloneAsync(
        string name, ProviderRequest request, string userId, CancellationToken cancellationToken)
    {
        var stored = await store.FindAsync(name, cancellationToken);
        var wanted = new ProviderSettings(
            request.Type, Trimmed(request.BaseUrl), request.ApiKey is { } key ? key.Trim() : KeptKey(stored, request),
            request.Models ?? [], request.EmbeddingModels ?? [], request.MaxConcurrency, request.Enabled);
        var (others, aliases) = await ReadOthersAsync(name, cancellationToken);
        List<ProviderDefinition> definitions = [.. others, wanted.ToDefinition(name)];
        if (AliasRules.CheckSave(name, registry.Current, registry.Preview(definitions, aliases)) is { } inUse)
        {
            return inUse;
        }

        var payload = _protector.Protect(JsonSerializer.Serialize(wanted));
        var saved = await store.SaveAsync(
            new StoredProvider(name, wanted.Type, payload, stored?.Revision ?? 0, time.GetUtcNow()),
            audit.Entry(userId, AuditActions.ProviderChanged, name, $"type={wanted.Type}"), cancellationToken);
        if (!saved.Succeeded)
        {
            return saved.Failure;
        }

        registry.SetOverrides(definitions, aliases);
        return registry.Current.Find(name)!;
    }

    private async Task<Failure?> RemoveAloneAsync(string name, string userId, CancellationToken cancellationToken)
    {
        var (others, aliases) = await ReadOthersAsync(name, cancellationToken);
        if (AliasRules.CheckRemoval(name, registry.Current, registry.Preview(others, aliases)) is { } inUse)
        {
            return inUse;
        }

        if (!await store.DeleteAsync(name, audit.Entry(userId, AuditActions.ProviderChanged, name, "removed"), cancellationToken))
        {
            return NotFound;
        }

        registry.SetOverrides(others, aliases);
        return null;
    }

    private async Task<(List<ProviderDefinition> Others, IReadOnlyDictionary<string, string> Aliases)> ReadOthersAsync(
        string name, CancellationToken cancellationToken)
    {
        var definitions = await ReadAsync(cancellationToken);
        definitions.RemoveAll(provider => provider.Name == name);
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
