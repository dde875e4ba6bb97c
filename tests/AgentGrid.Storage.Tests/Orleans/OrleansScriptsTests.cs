using System.Data;
using System.Data.Common;
using System.Globalization;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Orleans;

/// <summary>The scripts of <c>deploy/sql</c>, run the way Orleans' ADO.NET providers run them.</summary>
public abstract class OrleansScriptsTests(IStoreBackend backend) : DatabaseTest(backend)
{
    private const int Conflict = -1;

    // What the providers of Orleans 10.4 look up, and refuse to start without.
    private static readonly string[] Keys =
    [
        "ReadFromStorageKey", "WriteToStorageKey", "ClearStorageKey", "DeleteStorageKey",
        "ReadReminderRowsKey", "ReadReminderRowKey", "ReadRangeRows1Key", "ReadRangeRows2Key",
        "UpsertReminderRowKey", "DeleteReminderRowKey", "DeleteReminderRowsKey",
    ];

    private readonly Dictionary<string, string> _queries = [];

    protected abstract string Folder { get; }

    [SkippableFact]
    public async Task Scripts_Applied_DefineEveryQueryOrleansAsksForOnce()
    {
        await ApplyAsync();
        _queries.Keys.ShouldBe(Keys, ignoreOrder: true);
        (await Runner().ApplyFolderAsync("orleans", ScriptFolder)).ShouldBe(0);
    }

    [SkippableFact]
    public async Task WriteToStorage_WithTheVersionRead_CountsVersions()
    {
        await ApplyAsync();
        (await WriteAsync("a", null, [1])).ShouldBe(1);
        (await WriteAsync("a", 1, [2])).ShouldBe(2);
        (await WriteAsync("b", null, [9])).ShouldBe(1);
        (await ReadAsync("a")).ShouldBe((2, "02"));
        (await ReadAsync("nobody")).ShouldBe((0, null));
    }

    [SkippableFact]
    public async Task WriteToStorage_WithAnotherVersion_ChangesNothing()
    {
        await ApplyAsync();
        (await WriteAsync("a", 3, [1])).ShouldBe(Conflict);
        (await ReadAsync("a")).ShouldBe((0, null));
        (await WriteAsync("a", null, [1])).ShouldBe(1);
        (await WriteAsync("a", null, [2])).ShouldBe(Conflict);
        (await WriteAsync("a", 7, [2])).ShouldBe(Conflict);
        (await ReadAsync("a")).ShouldBe((1, "01"));
    }

    [SkippableFact]
    public async Task WriteToStorage_ManyAtOnceWithOneVersion_OneWins()
    {
        await ApplyAsync();
        await WriteAsync("a", null, [0]);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => WriteAsync("a", 1, [(byte)i]))));
        answers.Count(version => version == 2).ShouldBe(1);
        answers.Count(version => version == Conflict).ShouldBe(7);
    }

    [SkippableFact]
    public async Task ClearStorage_ThenWrite_GoesOnCounting()
    {
        await ApplyAsync();
        await WriteAsync("a", null, [1]);
        (await ChangeAsync("ClearStorageKey", "a", 5)).ShouldBe(Conflict);
        (await ChangeAsync("ClearStorageKey", "a", 1)).ShouldBe(2);
        (await ReadAsync("a")).ShouldBe((2, null));
        (await WriteAsync("a", 1, [3])).ShouldBe(Conflict, "a writer that missed the clearing is stale");
        (await WriteAsync("a", 2, [3])).ShouldBe(3);
    }

    [SkippableFact]
    public async Task DeleteStorage_ThenWrite_BeginsAnew()
    {
        await ApplyAsync();
        await WriteAsync("a", null, [1]);
        (await ChangeAsync("DeleteStorageKey", "a", 5)).ShouldBe(Conflict);
        (await ChangeAsync("DeleteStorageKey", "a", 1)).ShouldBe(2);
        (await ReadAsync("a")).ShouldBe((0, null));
        (await WriteAsync("a", null, [1])).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Reminders_UpsertReadDelete_RoundTrip()
    {
        await ApplyAsync();
        var start = new DateTime(2026, 3, 4, 5, 6, 7, 890, DateTimeKind.Utc);
        (await UpsertAsync("g/1", "r", start, 60_000, -5)).ShouldBe(0);
        (await UpsertAsync("g/1", "r", start.AddDays(1), 90_000, -5)).ShouldBe(1);
        (await UpsertAsync("g/1", "s", start, 4_000_000_000, -5)).ShouldBe(0);

        var row = (await ReadRemindersAsync("ReadReminderRowKey", ("GrainId", "g/1"), ("ReminderName", "r"))).ShouldHaveSingleItem();
        row.ShouldBe(("g/1", "r", start.AddDays(1), 90_000, 1));
        (await ReadRemindersAsync("ReadReminderRowsKey", ("GrainId", "g/1"))).Count.ShouldBe(2);
        (await DeleteReminderAsync("g/1", "r", 0)).ShouldBe(0, "another version");
        (await DeleteReminderAsync("g/1", "r", 1)).ShouldBe(1);
        await RowsAsync("DeleteReminderRowsKey", [("ServiceId", "test")], static _ => 0);
        (await ReadRemindersAsync("ReadReminderRowsKey", ("GrainId", "g/1"))).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Reminders_ReadByRange_ExcludeBeginIncludeEndAndWrap()
    {
        await ApplyAsync();
        foreach (var hash in new[] { int.MinValue, -10, 0, 10, int.MaxValue })
        {
            await UpsertAsync($"g/{hash}", "r", DateTime.UnixEpoch, 60_000, hash);
        }

        (await InRangeAsync("ReadRangeRows1Key", -10, 10)).ShouldBe(["g/0", "g/10"], ignoreOrder: true);
        (await InRangeAsync("ReadRangeRows2Key", 10, -10))
            .ShouldBe([$"g/{int.MaxValue}", $"g/{int.MinValue}", "g/-10"], ignoreOrder: true);
        (await InRangeAsync("ReadRangeRows2Key", 3, 3)).Count.ShouldBe(5);
    }

    protected abstract DbConnection Connect();

    private string ScriptFolder => Path.Combine(AppContext.BaseDirectory, "sql", Folder);

    private async Task ApplyAsync()
    {
        (await Runner().ApplyFolderAsync("orleans", ScriptFolder)).ShouldBePositive();
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT QueryKey, QueryText FROM OrleansQuery";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _queries.Add(reader.GetString("QueryKey"), reader.GetString("QueryText"));
        }
    }

    private static (string Name, object? Value)[] KeyOf(string grain) =>
    [
        ("GrainIdHash", 17), ("GrainIdN0", 0L), ("GrainIdN1", 0L), ("GrainTypeHash", 18),
        ("GrainTypeString", "state"), ("GrainIdExtensionString", grain), ("ServiceId", "test"),
    ];

    private Task<int> WriteAsync(string grain, int? version, byte[] payload) =>
        VersionAsync("WriteToStorageKey", version, [.. KeyOf(grain), ("GrainStateVersion", version), ("PayloadBinary", payload)]);

    private Task<int> ChangeAsync(string query, string grain, int version) =>
        VersionAsync(query, version, [.. KeyOf(grain), ("GrainStateVersion", version)]);

    /// <summary>The new version, or a conflict as Orleans tells it: the same version, or none.</summary>
    private async Task<int> VersionAsync(string query, int? version, (string Name, object? Value)[] parameters)
    {
        var answer = (await RowsAsync(query, parameters, static row => row["NewGrainStateVersion"])).ShouldHaveSingleItem();
        var updated = answer is DBNull ? (int?)null : Convert.ToInt32(answer, CultureInfo.InvariantCulture);
        return updated == version ? Conflict : updated!.Value;
    }

    private async Task<(int Version, string? Payload)> ReadAsync(string grain) =>
        (await RowsAsync("ReadFromStorageKey", KeyOf(grain), static row =>
            (Convert.ToInt32(row["Version"], CultureInfo.InvariantCulture), row["PayloadBinary"] is byte[] bytes ? Convert.ToHexString(bytes) : null))).SingleOrDefault();

    private async Task<int> UpsertAsync(string grain, string name, DateTime start, long period, int hash) =>
        (await RowsAsync(
            "UpsertReminderRowKey",
            [
                ("ServiceId", "test"), ("GrainHash", hash), ("GrainId", grain), ("ReminderName", name), ("StartTime", start),
                ("Period", period <= int.MaxValue ? (int)period : period),
            ],
            static row => Convert.ToInt32(row["Version"], CultureInfo.InvariantCulture))).ShouldHaveSingleItem();

    private async Task<long> DeleteReminderAsync(string grain, string name, int version) =>
        (await RowsAsync(
            "DeleteReminderRowKey",
            [("ServiceId", "test"), ("GrainId", grain), ("ReminderName", name), ("Version", version)],
            static row => Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture))).ShouldHaveSingleItem();

    private async Task<List<string>> InRangeAsync(string query, int begin, int end) =>
        [.. (await ReadRemindersAsync(query, ("BeginHash", begin), ("EndHash", end))).Select(static row => row.Grain)];

    private Task<List<(string Grain, string Name, DateTime Start, long Period, int Version)>> ReadRemindersAsync(
        string query, params (string Name, object? Value)[] parameters) =>
        RowsAsync(query, [("ServiceId", "test"), .. parameters], static row => (
            row.GetString("GrainId"),
            row.GetString("ReminderName"),
            DateTime.SpecifyKind(row.GetDateTime("StartTime"), DateTimeKind.Utc),
            row.GetInt64("Period"),
            Convert.ToInt32(row["Version"], CultureInfo.InvariantCulture)));

    private async Task<List<T>> RowsAsync<T>(string query, (string Name, object? Value)[] parameters, Func<DbDataReader, T> map)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            parameter.DbType = TypeOf(value);
            command.Parameters.Add(parameter);
        }

#pragma warning disable CA2100 // The text is the script's.
        command.CommandText = _queries[query];
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        do
        {
            while (await reader.ReadAsync())
            {
                rows.Add(map(reader));
            }
        }
        while (await reader.NextResultAsync());
        return rows;
    }

    /// <summary>As Orleans types its parameters; the only null among them is a version.</summary>
    private static DbType TypeOf(object? value) => value switch
    {
        null or int => DbType.Int32,
        long => DbType.Int64,
        DateTime => DbType.DateTime,
        byte[] => DbType.Binary,
        _ => DbType.String,
    };
}
