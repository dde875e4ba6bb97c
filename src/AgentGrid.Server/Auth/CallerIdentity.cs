using System.Security.Claims;

namespace AgentGrid.Server.Auth;

/// <summary>The identity of a verified caller. Holds no claims: rules look at the caller itself.</summary>
internal sealed class CallerIdentity(CurrentCaller caller) : ClaimsIdentity(TokenAuthenticationHandler.SchemeName)
{
    public CurrentCaller Caller => caller;
}
