using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentGrid.Users;

namespace AgentGrid.Core.Users;

/// <summary>The rules of an account's fields, each refused with the field's name and what it takes.</summary>
public static class AccountRules
{
    public const int MinPasswordLength = 8;
    public const int MaxPasswordLength = 256;
    public const int MaxEmailLength = 254;
    public const int MaxNameLength = 100;

    /// <summary>The one form in which an address is compared: trimmed, composed, lower case.</summary>
    public static string NormalizeEmail(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }

    /// <summary>The first broken rule, or null.</summary>
    public static Failure? CheckEmail(string? email)
    {
        var text = email?.Trim() ?? "";
        var at = text.LastIndexOf('@');
        var valid = text.Length <= MaxEmailLength && at > 0 && at < text.Length - 1
            && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character));
        return valid ? null : Failure.Invalid(FailureCodes.InvalidRequest, "'email' must be an e-mail address.");
    }

    /// <summary>The first broken rule, or null. Length is what makes a password strong; nothing else is demanded.</summary>
    public static Failure? CheckPassword(string? password, string email) =>
        password is null || password.Length < MinPasswordLength
            ? Failure.Invalid(FailureCodes.WeakPassword, $"'password' must have at least {MinPasswordLength} characters.")
        : password.Length > MaxPasswordLength
            ? Failure.Invalid(FailureCodes.WeakPassword, $"'password' must have at most {MaxPasswordLength} characters.")
        : password.Distinct().Count() < 3 || string.Equals(password, email, StringComparison.OrdinalIgnoreCase)
            ? Failure.Invalid(FailureCodes.WeakPassword, "'password' is too easy to guess: use other than one or two characters or the address.")
        : null;

    /// <summary>The first broken rule, or null.</summary>
    public static Failure? CheckName(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength || name.Any(char.IsControl)
            ? Failure.Invalid(FailureCodes.InvalidRequest, $"'name' must have 1 to {MaxNameLength} characters.")
            : null;

    /// <summary>The first broken rule of the name and scopes of an API key, or null.</summary>
    public static Failure? CheckKey(NewApiKey key, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(key);
        var unknown = key.Scopes.FirstOrDefault(scope => !Scopes.All.Contains(scope));
        return CheckName(key.Name)
            ?? (key.Scopes.IsDefaultOrEmpty
                ? Failure.Invalid(FailureCodes.InvalidRequest, $"'scopes' must name at least one of {Listed(Scopes.All)}.")
            : unknown is not null || key.Scopes.Length > Scopes.All.Length
                ? Failure.Invalid(FailureCodes.InvalidRequest, $"'scopes' takes only, and each once, {Listed(Scopes.All)}.")
            : key.ExpiresAt <= now
                ? Failure.Invalid(
                    FailureCodes.InvalidRequest,
                    $"'expiresAt' must be in the future (it is {now.ToString("u", CultureInfo.InvariantCulture)} now).")
            : null);
    }

    private static string Listed(ImmutableArray<string> names) => string.Join(", ", names);
}
