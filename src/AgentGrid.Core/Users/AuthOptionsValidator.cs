using AgentGrid.Users;
using Microsoft.Extensions.Options;

namespace AgentGrid.Core.Users;

/// <summary>Refuses settings that would leave the server open or unusable, and says how to mend them.</summary>
public sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int MinSecretLength = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BootstrapKey is { } key && !IsStrong(key))
        {
            return ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:BootstrapKey must begin with '{Secrets.ApiKeyPrefix}' and have {MinSecretLength} to "
                + $"{Secrets.MaxLength - Secrets.ApiKeyPrefix.Length} further visible ASCII characters. "
                + $"Make one with: echo {Secrets.ApiKeyPrefix}$(openssl rand -hex 32)");
        }

        if (options.Registration is not (RegistrationMode.Closed or RegistrationMode.Open))
        {
            return ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:Registration must be 'closed' (only admins make accounts) or 'open' (anyone who reaches the server "
                + "does): invitations are not there yet.");
        }

        if (options.DefaultRole == UserRole.Admin)
        {
            return ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:DefaultRole must be 'user' or 'creator': registering must not make admins.");
        }

        return options.AccessTokenLifetime < TimeSpan.FromMinutes(1) || options.RefreshTokenLifetime < options.AccessTokenLifetime
            ? ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:AccessTokenLifetime must be at least a minute and RefreshTokenLifetime no shorter than it.")
            : ValidateOptionsResult.Success;
    }

    private static bool IsStrong(string key) =>
        key.StartsWith(Secrets.ApiKeyPrefix, StringComparison.Ordinal)
        && key.Length >= Secrets.ApiKeyPrefix.Length + MinSecretLength && key.Length <= Secrets.MaxLength
        && key.All(character => character is > ' ' and < (char)127);
}
