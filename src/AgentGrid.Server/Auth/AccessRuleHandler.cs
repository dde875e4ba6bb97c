using Microsoft.AspNetCore.Authorization;

namespace AgentGrid.Server.Auth;

/// <summary>Applies the access rules of a route.</summary>
internal sealed class AccessRuleHandler : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        var http = context.Resource as HttpContext;
        if (http is null || CurrentCaller.Of(http) is not { } caller)
        {
            return Task.CompletedTask;
        }

        if (requirement.Check(caller) is { } failure)
        {
            http.Items[typeof(Failure)] = failure;
            context.Fail();
        }
        else
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
