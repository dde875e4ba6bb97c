using System.Collections.Concurrent;
using AgentGrid.Storage.Users;

namespace AgentGrid.Server.Auth;

/// <summary>Records when API keys were used: at most once a minute for each, and never in a request's way.</summary>
internal sealed partial class KeyUse(IApiKeyStore keys, ILogger<KeyUse> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _recorded = new(StringComparer.Ordinal);

    public void Record(string keyId, DateTimeOffset now)
    {
        if (_recorded.TryGetValue(keyId, out var last) && now - last < Interval)
        {
            return;
        }

        _recorded[keyId] = now;
        _ = TouchAsync(keyId, now);
    }

    private async Task TouchAsync(string keyId, DateTimeOffset now)
    {
        try
        {
            await keys.TouchAsync(keyId, now);
        }
        catch (Storage.StorageUnavailableException exception)
        {
            LogNotRecorded(logger, exception, keyId);
        }
    }
}
