using System.Text.Encodings.Web;
using AgentGrid.Server.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Auth;

/// <summary>Authenticates by <c>Authorization: Bearer</c> (access token or API key) or by the UI's cookie.</summary>
internal sealed class TokenAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CredentialReader credentials)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "AgentGrid";
    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Who calls does not matter there: whether the process lives must be told also while no token can be looked up.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return AuthenticateResult.NoResult();
        }

        var header = Request.Headers.Authorization;
        string? secret;
        if (header.Count > 0)
        {
            if (header.Count > 1 || header[0]?.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) != true)
            {
                return Refused(new Failure(
                    FailureKind.Unauthenticated, FailureCodes.Unauthenticated, "Send one header 'Authorization: Bearer <token or key>'."));
            }

            secret = header[0]![BearerPrefix.Length..].Trim();
        }
        else if ((secret = AuthCookies.ReadAccess(Request)) is null)
        {
            return AuthenticateResult.NoResult();
        }
        else if (CrossSiteGuard.Refuses(Request))
        {
            return Refused(CrossSiteGuard.Failure);
        }

        var found = await credentials.ReadAsync(secret, Context.RequestAborted);
        if (!found.TryGet(out var caller, out var failure))
        {
            return Refused(failure);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(secret), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, Context.Items[typeof(Failure)] as Failure ?? new Failure(
            FailureKind.Unauthenticated, FailureCodes.Unauthenticated,
            "Sign in, and send 'Authorization: Bearer <token>', where the token is an access token or an API key."));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, Context.Items[typeof(Failure)] as Failure
            ?? Failure.Forbidden(FailureCodes.Forbidden, "You may not do this."));

    private AuthenticateResult Refused(Failure failure)
    {
        Context.Items[typeof(Failure)] = failure;
        return AuthenticateResult.Fail(failure.Code);
    }
}
