namespace AgentGrid.Storage.Settings;

/// <summary>A setting.</summary>
/// <param name="Revision">Counts up with every change, from 1.</param>
public sealed record StoredSetting(string Key, string Value, long Revision, DateTimeOffset UpdatedAt);
