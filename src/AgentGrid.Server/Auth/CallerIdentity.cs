using System.Security.Claims;

namespace AgentGrid.Server.Auth;

/// <summary>The identity of a verified caller. Holds no claims: rules look at the caller itself.</summary>
/// <param name="secret">What the caller was verified by.</param>
internal sealed class CallerIdentity(CurrentCaller caller, string secret) : ClaimsIdentity(TokenAuthenticationHandler.SchemeName)
{
    public string Secret => secret;

    public CurrentCaller Caller => caller;
}
