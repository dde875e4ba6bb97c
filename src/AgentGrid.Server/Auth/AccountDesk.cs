using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Users;
using AgentGrid.Naming;
using AgentGrid.Server.Problems;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Auth;

/// <summary>Opens accounts and signs people in: finds the account's grain and sets the browser's cookies.</summary>
internal sealed class AccountDesk(IGrainFactory grains, IUserStore users, ITokenStore tokens, AuthCookies cookies)
{
    /// <summary>Makes an account and signs it in at once.</summary>
    public async Task<Results<Created<SignIn>, FailureResult>> OpenAsync(HttpContext context, string userId, NewUser user)
    {
        var grain = grains.GetGrain<IUserGrain>(userId);
        var registered = await grain.RegisterAsync(user);
        if (!registered.Succeeded)
        {
            return new FailureResult(registered.Failure);
        }

        var signedIn = await grain.LoginAsync(user.Password);
        Remember(context, signedIn);
        return signedIn.ToCreated(_ => "/api/me");
    }

    public async Task<Outcome<SignIn>> LoginAsync(HttpContext context, string email, string password)
    {
        // An address that nobody has goes the same way to a grain without an account: same time, same limits, same answer.
        var address = AccountRules.NormalizeEmail(email);
        var user = await users.FindByEmailAsync(address, context.RequestAborted);
        var userId = user?.Id ?? DerivedId.Of(IdPrefixes.User, "", "login", address);
        var signedIn = await grains.GetGrain<IUserGrain>(userId).LoginAsync(password);
        Remember(context, signedIn);
        return signedIn;
    }

    public async Task<Outcome<SignIn>> RefreshAsync(HttpContext context, string refreshToken)
    {
        var owner = refreshToken.Length <= Secrets.MaxLength
            ? await tokens.FindRefreshOwnerAsync(Secrets.Hash(refreshToken), context.RequestAborted)
            : null;
        if (owner is null)
        {
            return new Failure(
                FailureKind.Unauthenticated, FailureCodes.InvalidRefreshToken, "The refresh token is unknown, expired or revoked. Sign in again.");
        }

        var renewed = await grains.GetGrain<IUserGrain>(owner).RefreshAsync(refreshToken);
        Remember(context, renewed);
        return renewed;
    }

    private void Remember(HttpContext context, Outcome<SignIn> signedIn)
    {
        if (signedIn.TryGet(out var signIn, out _))
        {
            cookies.Set(context, signIn);
            context.Response.Headers.CacheControl = "no-store";
        }
    }
}
