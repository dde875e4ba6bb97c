using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Users;
using AgentGrid.Server.Problems;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Users;

/// <summary>One's own account: <c>/api/me</c>.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Identity");
        me.MapGet("", GetAsync).WithName("GetMe").WithSummary("The account that is signed in");
        me.MapPatch("", UpdateAsync).WithName("UpdateMe").RequireSignIn().WithSummary("Change the name");
        me.MapPost("/password", ChangePasswordAsync).WithName("ChangePassword").RequireSignIn()
            .WithSummary("Change the password; every other sign-in ends");
    }

    private static async Task<Results<Ok<User>, FailureResult>> GetAsync(CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(caller.UserId).GetAsync()).ToOk(user => user with { Role = caller.Caller.Role });

    private static async Task<Results<Ok<User>, FailureResult>> UpdateAsync(
        UpdateMeRequest request, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(caller.UserId).RenameAsync(request.Name)).ToOk();

    private static async Task<Results<NoContent, FailureResult>> ChangePasswordAsync(
        ChangePasswordRequest request, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(caller.UserId)
            .ChangePasswordAsync(request.CurrentPassword, request.NewPassword, caller.AccessToken)).ToNoContent();
}
