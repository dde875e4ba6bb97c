using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Users;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Users;

/// <summary>The first run: <c>/api/setup</c>.</summary>
internal static class SetupEndpoints
{
    public static void MapSetup(this IEndpointRouteBuilder api)
    {
        var setup = api.MapGroup("/setup").WithTags("Setup").AllowAnonymous();
        setup.MapGet("", GetAsync).WithName("GetSetup").WithSummary("Whether the first admin is still to be made");
        setup.MapPost("", CreateAsync).WithName("Setup").WithSummary("Make the first admin, once, and sign in")
            .WithMetadata(new IdempotentAttribute());
    }

    private static async Task<Ok<SetupStatus>> GetAsync(IUserStore users, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SetupStatus(!await users.HasAdminAsync(cancellationToken)));

    private static Task<Results<Created<SignIn>, FailureResult>> CreateAsync(
        NewAccountRequest request, RequestIds ids, AccountDesk desk, HttpContext context) =>
        desk.OpenAsync(
            context, ids.NewId(IdPrefixes.User), new NewUser(request.Email, request.Password, request.Name, UserRole.Admin, FirstAdmin: true));
}
