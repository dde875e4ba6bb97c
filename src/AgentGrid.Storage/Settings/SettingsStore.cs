using System.Collections.Immutable;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Settings;

internal sealed class SettingsStore(ISqlDatabase database) : ISettingsStore
{
    private const string Select = "SELECT key, value, revision, updated_at FROM settings";

    public ValueTask<StoredSetting?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindAsync(session, key), cancellationToken);

    public async ValueTask<ImmutableArray<StoredSetting>> ListAsync(
        string prefix = "", CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            session => session.QueryAsync(
                $"{Select} WHERE substr(key, 1, CAST(@length AS INTEGER)) = @prefix ORDER BY key",
                Read,
                ("@length", prefix.Length),
                ("@prefix", prefix)),
            cancellationToken)];

    public ValueTask<Outcome<StoredSetting>> SetAsync(
        string key, string value, long revision, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredSetting>(
            async session =>
            {
                var changed = revision == 0
                    ? await session.ExecuteAsync(
                        "INSERT INTO settings (key, value, revision, updated_at) VALUES (@key, @value, 1, @now) ON CONFLICT DO NOTHING",
                        ("@key", key),
                        ("@value", value),
                        ("@now", audit.CreatedAt))
                    : await session.ExecuteAsync(
                        """
                        UPDATE settings SET value = @value, revision = revision + 1, updated_at = @now
                        WHERE key = @key AND revision = @revision
                        """,
                        ("@value", value),
                        ("@now", audit.CreatedAt),
                        ("@key", key),
                        ("@revision", revision));
                var stored = await FindAsync(session, key);
                if (changed == 0)
                {
                    return SqlDatabaseExtensions.Stale("setting", stored?.Revision ?? 0);
                }

                await AuditStore.AddAsync(session, audit);
                return stored!;
            },
            cancellationToken);

    private static ValueTask<StoredSetting?> FindAsync(ISqlSession session, string key) =>
        session.FirstAsync($"{Select} WHERE key = @key", Read, ("@key", key));

    private static StoredSetting Read(SqlRow row) => new(row.String(), row.String(), row.Int64(), row.Time());
}
