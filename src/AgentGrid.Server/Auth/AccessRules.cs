using AgentGrid.Users;

namespace AgentGrid.Server.Auth;

/// <summary>How endpoints state their access rules.</summary>
internal static class AccessRules
{
    /// <summary>A sign-in, or an API key with the scope.</summary>
    public static T RequireScope<T>(this T builder, string scope, UserRole role = UserRole.User)
        where T : IEndpointConventionBuilder => builder.Require(new AccessRule(scope, role, SignInOnly: false));

    /// <summary>A sign-in; not an API key, whose loss must not cost the account.</summary>
    public static T RequireSignIn<T>(this T builder)
        where T : IEndpointConventionBuilder => builder.Require(new AccessRule(null, UserRole.User, SignInOnly: true));

    private static T Require<T>(this T builder, AccessRule rule)
        where T : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(rule));
        return builder;
    }
}
