using AgentGrid.Server.Endpoints.Admin;
using AgentGrid.Server.Endpoints.Agents;
using AgentGrid.Server.Endpoints.Chat;
using AgentGrid.Server.Endpoints.Files;
using AgentGrid.Server.Endpoints.System;
using AgentGrid.Server.Endpoints.Usage;
using AgentGrid.Server.Endpoints.Users;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.OpenApi;
using AgentGrid.Server.Pages;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;

namespace AgentGrid.Server.Hosting;

/// <summary>What a request goes through, in order, and where it may arrive.</summary>
internal static class RequestPipeline
{
    public static WebApplication UseAgentGrid(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(EmptyFailures.WriteAsync);
        app.UseRouting();
        app.UseMiddleware<UnknownRouteMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<BodyLimitMiddleware>();
        app.UseMiddleware<CharsetMiddleware>();
        app.UseMiddleware<RouteIdMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        return app;
    }

    public static WebApplication MapAgentGrid(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiDocument();
        app.MapPages();
        var api = app.MapGroup("/api");
        api.MapSetup();
        api.MapAuth();
        api.MapMe();
        api.MapKeys();
        api.MapAgents();
        api.MapVersions();
        api.MapSearch();
        api.MapFiles();
        api.MapKnowledge();
        api.MapChat();
        api.MapSessions();
        api.MapTurns();
        api.MapAttachments();
        api.MapUsage();
        api.MapAdmin();
        return app;
    }
}
