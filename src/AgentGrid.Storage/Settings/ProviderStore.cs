using System.Collections.Immutable;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Sql;

namespace AgentGrid.Storage.Settings;

internal sealed class ProviderStore(ISqlDatabase database) : IProviderStore
{
    private const string Select = "SELECT name, type, payload, revision, updated_at FROM llm_providers";

    public async ValueTask<ImmutableArray<StoredProvider>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. await database.ReadAsync(
            static session => session.QueryAsync($"{Select} ORDER BY name", Read), cancellationToken)];

    public ValueTask<StoredProvider?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindAsync(session, name), cancellationToken);

    public ValueTask<Outcome<StoredProvider>> SaveAsync(
        StoredProvider provider, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.TryWriteAsync<StoredProvider>(
            async session =>
            {
                var changed = provider.Revision == 0
                    ? await session.ExecuteAsync(
                        """
                        INSERT INTO llm_providers (name, type, payload, revision, updated_at)
                        VALUES (@name, @type, @payload, 1, @at) ON CONFLICT DO NOTHING
                        """,
                        ("@name", provider.Name),
                        ("@type", provider.Type),
                        ("@payload", provider.Payload),
                        ("@at", provider.UpdatedAt))
                    : await session.ExecuteAsync(
                        """
                        UPDATE llm_providers SET type = @type, payload = @payload, revision = revision + 1, updated_at = @at
                        WHERE name = @name AND revision = @revision
                        """,
                        ("@type", provider.Type),
                        ("@payload", provider.Payload),
                        ("@at", provider.UpdatedAt),
                        ("@name", provider.Name),
                        ("@revision", provider.Revision));
                var stored = await FindAsync(session, provider.Name);
                if (changed == 0)
                {
                    return SqlDatabaseExtensions.Stale("provider", stored?.Revision ?? 0);
                }

                await AuditStore.AddAsync(session, audit);
                return stored!;
            },
            cancellationToken);

    public ValueTask<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async session =>
            {
                var found = await session.ExecuteAsync("DELETE FROM llm_providers WHERE name = @name", ("@name", name)) > 0;
                if (found)
                {
                    await AuditStore.AddAsync(session, audit);
                }

                return found;
            },
            cancellationToken);

    private static ValueTask<StoredProvider?> FindAsync(ISqlSession session, string name) =>
        session.FirstAsync($"{Select} WHERE name = @name", Read, ("@name", name));

    private static StoredProvider Read(SqlRow row) =>
        new(row.String(), row.String(), row.String(), row.Int64(), row.Time());
}
