using Microsoft.Data.Sqlite;
using Orleans.Embedded.Storage;
using Orleans.Runtime;

namespace Orleans.Embedded.Reminders;

/// <summary>Reminders as rows; times are Unix milliseconds.</summary>
internal sealed class SqliteReminderStore(IGrainDatabase database) : IReminderStore
{
    private const string Columns = "grain_type, grain_key, name, first_due, period, next_due";
    private const string Where = " WHERE grain_type = $type AND grain_key = $key AND name = $name";

    public Task UpsertAsync(Reminder reminder) => database.WriteAsync(connection => connection.Run(
        """
        INSERT INTO orleans_embedded_reminders (grain_type, grain_key, name, first_due, period, next_due)
        VALUES ($type, $key, $name, $first, $period, $next)
        ON CONFLICT DO UPDATE SET first_due = excluded.first_due, period = excluded.period, next_due = excluded.next_due
        """,
        [.. Identity(reminder.GrainId, reminder.Name), .. Times(reminder)]));

    public Task AdvanceAsync(Reminder reminder, DateTimeOffset nextDue) => database.WriteAsync(connection => connection.Run(
        "UPDATE orleans_embedded_reminders SET next_due = $advanced" + Where
        + " AND first_due = $first AND period = $period AND next_due = $next",
        [
            .. Identity(reminder.GrainId, reminder.Name), .. Times(reminder), ("$advanced", nextDue.ToUnixTimeMilliseconds()),
        ]));

    public Task RemoveAsync(GrainId grainId, string name) => database.WriteAsync(connection => connection.Run(
        "DELETE FROM orleans_embedded_reminders" + Where, Identity(grainId, name)));

    public async Task<Reminder?> GetAsync(GrainId grainId, string name) => (await database.ReadAsync(connection => connection.Query(
        "SELECT " + Columns + " FROM orleans_embedded_reminders" + Where, Read, Identity(grainId, name)))).FirstOrDefault();

    public Task<List<Reminder>> ListAsync(GrainId grainId) => database.ReadAsync(connection => connection.Query(
        "SELECT " + Columns + " FROM orleans_embedded_reminders WHERE grain_type = $type AND grain_key = $key",
        Read,
        ("$type", grainId.Type.ToString()),
        ("$key", grainId.Key.ToString())));

    public Task<List<Reminder>> NextAsync(int limit) => database.ReadAsync(connection => connection.Query(
        "SELECT " + Columns + " FROM orleans_embedded_reminders ORDER BY next_due LIMIT $limit", Read, ("$limit", limit)));

    private static (string Name, object? Value)[] Identity(GrainId grainId, string name) =>
        [("$type", grainId.Type.ToString()), ("$key", grainId.Key.ToString()), ("$name", name)];

    private static (string Name, object? Value)[] Times(Reminder reminder) =>
    [
        ("$first", reminder.FirstDue.ToUnixTimeMilliseconds()),
        ("$period", (long)reminder.Period.TotalMilliseconds),
        ("$next", reminder.NextDue.ToUnixTimeMilliseconds()),
    ];

    private static Reminder Read(SqliteDataReader row) => new(
        GrainId.Create(row.GetString(0), row.GetString(1)),
        row.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        TimeSpan.FromMilliseconds(row.GetInt64(4)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)));
}
