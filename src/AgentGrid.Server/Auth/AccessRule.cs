using AgentGrid.Users;
using Microsoft.AspNetCore.Authorization;

namespace AgentGrid.Server.Auth;

/// <summary>What a route asks of its caller, beyond being signed in.</summary>
/// <param name="Scope">A scope an API key must have; null when any key will do.</param>
/// <param name="Role">The least role.</param>
/// <param name="SignInOnly">Whether an API key, but the bootstrap key, is refused.</param>
internal sealed record AccessRule(string? Scope, UserRole Role, bool SignInOnly) : IAuthorizationRequirement, IAuthorizationRequirementData
{
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];

    /// <summary>Why a caller is refused, or null.</summary>
    public Failure? Check(CurrentCaller caller)
    {
        if (Scope is not null && !caller.Scopes.Contains(Scope))
        {
            return Failure.Forbidden(
                FailureCodes.MissingScope, $"This API key lacks the scope '{Scope}'. Make a key that has it.");
        }

        if (SignInOnly && caller.KeyId is not null and not CredentialReader.BootstrapKeyId)
        {
            return Failure.Forbidden(FailureCodes.Forbidden, "An API key may not do this. Sign in with e-mail and password.");
        }

        return caller.Caller.Role < Role
            ? Failure.Forbidden(FailureCodes.Forbidden, $"This needs the role '{Role.ToString().ToLowerInvariant()}'. Ask an admin for it.")
            : null;
    }
}
