namespace Orleans.Embedded.Storage;

/// <summary>The engine's tables. Made when they are missing, at start.</summary>
internal static class GrainDatabaseSchema
{
    private static readonly string[] Statements =
    [
        """
        CREATE TABLE IF NOT EXISTS orleans_embedded_states (
          storage TEXT NOT NULL,
          grain_type TEXT NOT NULL,
          grain_key TEXT NOT NULL,
          name TEXT NOT NULL,
          etag INTEGER NOT NULL,
          payload BLOB,
          PRIMARY KEY (storage, grain_type, grain_key, name)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS orleans_embedded_reminders (
          grain_type TEXT NOT NULL,
          grain_key TEXT NOT NULL,
          name TEXT NOT NULL,
          first_due INTEGER NOT NULL,
          period INTEGER NOT NULL,
          next_due INTEGER NOT NULL,
          PRIMARY KEY (grain_type, grain_key, name)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX IF NOT EXISTS orleans_embedded_reminders_due ON orleans_embedded_reminders (next_due)",
    ];

    public static Task EnsureAsync(IGrainDatabase database, CancellationToken cancellationToken) => database.WriteAsync(
        static connection =>
        {
            foreach (var statement in Statements)
            {
                connection.Run(statement);
            }

            return true;
        },
        cancellationToken);
}
