using AgentGrid.Core.Users;
using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Users;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Endpoints.Users;

/// <summary>Signing in and out: <c>/api/auth</c>.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Identity");
        auth.MapPost("/register", RegisterAsync).WithName("Register").AllowAnonymous()
            .WithSummary("Make an account and sign in, where registration is open").WithMetadata(new IdempotentAttribute());
        auth.MapPost("/login", LoginAsync).WithName("Login").AllowAnonymous()
            .WithSummary("Sign in; ten wrong passwords in five minutes answer 429");
        auth.MapPost("/refresh", RefreshAsync).WithName("Refresh").AllowAnonymous()
            .WithSummary("Swap a refresh token for new tokens; a token used twice ends the sign-in");
        auth.MapPost("/logout", LogoutAsync).WithName("Logout").WithSummary("End this sign-in at once");
    }

    private static async Task<Results<Created<SignIn>, FailureResult>> RegisterAsync(
        NewAccountRequest request, RequestIds ids, AccountDesk desk, IOptions<AuthOptions> options, HttpContext context) =>
        options.Value.Registration != RegistrationMode.Open
            ? new FailureResult(Failure.Forbidden(FailureCodes.RegistrationClosed, "Registration is closed. Ask an admin for an account."))
            : await desk.OpenAsync(
                context, ids.NewId(IdPrefixes.User),
                new NewUser(request.Email, request.Password, request.Name, options.Value.DefaultRole, FirstAdmin: false));

    private static async Task<Results<Ok<SignIn>, FailureResult>> LoginAsync(LoginRequest request, AccountDesk desk, HttpContext context)
    {
        var failure = AccountRules.CheckEmail(request.Email)
            ?? (request.Password.Length > AccountRules.MaxPasswordLength
                ? Failure.Invalid(FailureCodes.InvalidRequest, $"'password' has at most {AccountRules.MaxPasswordLength} characters.")
                : null);
        return failure is null
            ? (await desk.LoginAsync(context, request.Email, request.Password)).ToOk()
            : new FailureResult(failure);
    }

    private static async Task<Results<Ok<SignIn>, FailureResult>> RefreshAsync(
        RefreshRequest? request, AccountDesk desk, HttpContext context)
    {
        var token = request?.RefreshToken;
        if (token is null && CrossSiteGuard.Refuses(context.Request))
        {
            return new FailureResult(CrossSiteGuard.Failure);
        }

        return (token ?? AuthCookies.ReadRefresh(context.Request)) is { } refreshToken
            ? (await desk.RefreshAsync(context, refreshToken)).ToOk()
            : new FailureResult(Failure.Invalid(FailureCodes.InvalidRequest, "'refreshToken' is missing."));
    }

    private static async Task<NoContent> LogoutAsync(CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        if (caller.AccessToken is { } token)
        {
            await grains.GetGrain<IUserGrain>(caller.UserId).LogoutAsync(token);
        }

        AuthCookies.Clear(context);
        return TypedResults.NoContent();
    }
}
