using AgentGrid.Core.Users;
using AgentGrid.Users;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Auth;

/// <summary>The cookies that carry a browser's sign-in. Scripts cannot read them and other sites cannot send them.</summary>
internal sealed class AuthCookies(IOptions<AuthOptions> options)
{
    public const string AccessName = "agentgrid_access";
    public const string RefreshName = "agentgrid_refresh";
    private const string RefreshPath = "/api/auth";

    public static string? ReadAccess(HttpRequest request) => request.Cookies[AccessName];

    public static string? ReadRefresh(HttpRequest request) => request.Cookies[RefreshName];

    public void Set(HttpContext context, SignIn signIn)
    {
        context.Response.Cookies.Append(
            AccessName, signIn.AccessToken, Settings(context.Request, "/", options.Value.AccessTokenLifetime));
        context.Response.Cookies.Append(
            RefreshName, signIn.RefreshToken, Settings(context.Request, RefreshPath, options.Value.RefreshTokenLifetime));
    }

    public static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(AccessName, Settings(context.Request, "/", null));
        context.Response.Cookies.Delete(RefreshName, Settings(context.Request, RefreshPath, null));
    }

    private static CookieOptions Settings(HttpRequest request, string path, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = path,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
