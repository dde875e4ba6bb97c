using Microsoft.Extensions.Options;

namespace AgentGrid.Storage.Sqlite;

internal sealed class SqliteOptionsValidator : IValidateOptions<SqliteOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteOptions options) =>
        options.Readers is < 1 or > 256 ? Fail(nameof(options.Readers), "1 to 256")
        : options.QueueLength is < 1 or > 1_000_000 ? Fail(nameof(options.QueueLength), "1 to 1000000")
        : options.MaxGroup is < 1 or > 100_000 ? Fail(nameof(options.MaxGroup), "1 to 100000")
        : options.MaxGroupTime < TimeSpan.Zero || options.MaxGroupTime > TimeSpan.FromSeconds(1)
            ? Fail(nameof(options.MaxGroupTime), "00:00:00 to 00:00:01")
        : options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > TimeSpan.FromMinutes(5)
            ? Fail(nameof(options.BusyTimeout), "00:00:00 to 00:05:00")
        : ValidateOptionsResult.Success;

    private static ValidateOptionsResult Fail(string key, string range) =>
        ValidateOptionsResult.Fail($"{SqliteOptions.Section}:{key} must be {range}.");
}
