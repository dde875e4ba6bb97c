using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Users;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Users;

/// <summary>API keys: <c>/api/keys</c>.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Identity").RequireSignIn();
        keys.MapGet("", ListAsync).WithName("ListKeys").WithSummary("The account's API keys, newest first, without their secrets");
        keys.MapPost("", CreateAsync).WithName("CreateKey").WithSummary("Make an API key; its secret is shown this once")
            .WithMetadata(new IdempotentAttribute());
        keys.MapDelete("/{keyId}", RevokeAsync).WithName("RevokeKey").WithSummary("Revoke a key at once");
    }

    private static async Task<Results<Ok<Page<ApiKey>>, FailureResult>> ListAsync(
        [AsParameters] PageQuery paging, CurrentCaller caller, IGrainFactory grains) =>
        paging.ToRequest().TryGet(out var page, out var failure)
            ? (await grains.GetGrain<IUserGrain>(caller.UserId).ListKeysAsync(page)).ToOk()
            : new FailureResult(failure);

    private static async Task<Results<Created<CreatedKey>, FailureResult>> CreateAsync(
        CreateKeyRequest request, RequestIds ids, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        if (request.Scopes.Contains(Scopes.Admin) && caller.Caller.Role != UserRole.Admin)
        {
            return new FailureResult(Failure.Forbidden(FailureCodes.Forbidden, "Only an admin can give a key the scope 'admin'."));
        }

        context.Response.Headers.CacheControl = "no-store";
        var key = new NewApiKey(ids.NewId(IdPrefixes.ApiKeyId), request.Name, request.Scopes, request.ExpiresAt);
        var issued = await grains.GetGrain<IUserGrain>(caller.UserId).CreateKeyAsync(key);
        return issued.TryGet(out var created, out var failure)
            ? TypedResults.Created($"/api/keys/{created.Key.Id}", CreatedKey.Of(created))
            : new FailureResult(failure);
    }

    private static async Task<Results<NoContent, FailureResult>> RevokeAsync(string keyId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(caller.UserId).RevokeKeyAsync(keyId)).ToNoContent();
}
