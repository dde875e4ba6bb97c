namespace AgentGrid.Storage.Settings;

/// <summary>A model provider that an admin configured.</summary>
/// <param name="Payload">Its settings, encrypted by the writer: the store neither reads nor logs them.</param>
/// <param name="Revision">0 for a provider that is not stored yet; counts up with every change.</param>
public sealed record StoredProvider(string Name, string Type, string Payload, long Revision, DateTimeOffset UpdatedAt);
