using AgentGrid.Core.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace AgentGrid.Server.Auth;

/// <summary>Registers authentication and authorization: every route needs a caller unless it says otherwise.</summary>
internal static class AuthServices
{
    public static IServiceCollection AddAgentGridAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<CredentialReader>();
        services.AddSingleton<KeyUse>();
        services.AddSingleton<AuthCookies>();
        services.AddSingleton<AccountDesk>();
        services.AddSingleton<IAuthorizationHandler, AccessRuleHandler>();
        services.AddHostedService<BootstrapAccount>();
        services.AddAuthentication(TokenAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthenticationHandler>(TokenAuthenticationHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }
}
