using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Storage.Settings;

namespace AgentGrid.Server.Settings;

/// <summary>The settings in their one row.</summary>
internal static class SettingsStoreReader
{
    public const string Key = "server";

    /// <summary>The settings and their revision; none and 0 where nothing was ever set.</summary>
    public static async Task<(ServerSettings Settings, long Revision)> ReadServerAsync(
        this ISettingsStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(Key, cancellationToken) is { } stored
            ? (JsonSerializer.Deserialize<ServerSettings>(stored.Value, JsonDefaults.Options) ?? ServerSettings.None, stored.Revision)
            : (ServerSettings.None, 0);
}
