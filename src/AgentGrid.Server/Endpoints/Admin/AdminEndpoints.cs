using AgentGrid.Server.Auth;
using AgentGrid.Users;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>What admins do: <c>/api/admin</c>.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Admin").RequireScope(Scopes.Admin, UserRole.Admin);
        admin.MapAdminUsers();
        admin.MapAdminProviders();
        admin.MapAdminSettings();
        admin.MapAdminGrid();
    }
}
