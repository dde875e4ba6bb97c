using System.Collections.Immutable;
using System.Reflection;
using System.Security.Claims;
using AgentGrid.Users;

namespace AgentGrid.Server.Auth;

/// <summary>Who makes this request, and with what credential. An endpoint that asks for it gets it.</summary>
/// <param name="Scopes">What the credential may be used for.</param>
/// <param name="KeyId">The API key; null for a sign-in.</param>
/// <param name="AccessToken">The sign-in's token; null for an API key.</param>
internal sealed record CurrentCaller(
    Caller Caller,
    ImmutableArray<string> Scopes,
    string? KeyId,
    string? AccessToken) : IBindableFromHttpContext<CurrentCaller>
{
    public string UserId => Caller.UserId;

    public static ValueTask<CurrentCaller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));

    /// <summary>The caller of a request; null where nobody is signed in.</summary>
    public static CurrentCaller? Of(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    public static implicit operator Caller(CurrentCaller current) => current.Caller;

    /// <summary>The caller as ASP.NET carries it, with the secret that stood for it.</summary>
    public ClaimsPrincipal ToPrincipal(string secret) => new(new CallerIdentity(this, secret));
}
