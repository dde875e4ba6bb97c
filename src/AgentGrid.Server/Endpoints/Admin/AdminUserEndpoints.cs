using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Users;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Storage.Audit;
using AgentGrid.Storage.Users;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>Accounts and the audit log: <c>/api/admin/users</c>, <c>/api/admin/audit</c>.</summary>
internal static class AdminUserEndpoints
{
    public static void MapAdminUsers(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/users", ListAsync).WithName("ListUsers").WithSummary("Every account, oldest first");
        admin.MapGet("/users/{userId}", GetAsync).WithName("GetUser").WithSummary("One account");
        admin.MapPatch("/users/{userId}", UpdateAsync).WithName("UpdateUser")
            .WithSummary("Change role or suspension; suspending ends every sign-in at once");
        admin.MapGet("/audit", AuditAsync).WithName("ListAudit").WithSummary("What was done to accounts, keys, agents and settings, newest first");
    }

    private static async Task<Results<Ok<Page<User>>, FailureResult>> ListAsync(
        [AsParameters] PageQuery query, IUserStore users, CancellationToken cancellationToken) =>
        query.ToRequest().TryGet(out var page, out var failure)
            ? (await users.ListAsync(page, cancellationToken)).ToOk()
            : new FailureResult(failure);

    private static async Task<Results<Ok<User>, FailureResult>> GetAsync(string userId, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(userId).GetAsync()).ToOk();

    private static async Task<Results<Ok<User>, FailureResult>> UpdateAsync(
        string userId, UpdateUserRequest request, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<IUserGrain>(userId).AdministerAsync(caller, request.Role, request.Suspended)).ToOk();

    private static async Task<Results<Ok<Page<AuditEntry>>, FailureResult>> AuditAsync(
        [AsParameters] PageQuery query, string? targetId, IAuditStore audit, CancellationToken cancellationToken) =>
        query.ToRequest().TryGet(out var page, out var failure)
            ? (await audit.ListAsync(page, targetId, cancellationToken)).ToOk()
            : new FailureResult(failure);
}
