using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentGrid.Storage.Hosting;

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataPath))
        {
            return ValidateOptionsResult.Fail($"{StorageOptions.DataPathKey} is empty. Name a folder, or leave it out for ./data.");
        }

        if (!options.UsesPostgres)
        {
            return string.Equals(options.Provider, StorageOptions.Sqlite, StringComparison.OrdinalIgnoreCase)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"{StorageOptions.ProviderKey} is '{options.Provider}'. Use {StorageOptions.Sqlite} or {StorageOptions.Postgres}.");
        }

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Fail(
                $"{StorageOptions.ProviderKey} is postgres, so ConnectionStrings:{StorageOptions.ConnectionStringName} is needed: "
                + "Host=…;Database=…;Username=…;Password=…");
        }

        try
        {
            _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            // The message names the bad keyword, never a value.
            return ValidateOptionsResult.Fail(
                $"ConnectionStrings:{StorageOptions.ConnectionStringName} is no PostgreSQL connection string: {exception.Message}");
        }
    }
}
