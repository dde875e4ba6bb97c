using AgentGrid.Core.Identifiers;
using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Admin;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Server.Settings;
using AgentGrid.Storage.Audit;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Admin;

/// <summary>What admins change while the server runs: <c>/api/admin/settings</c>.</summary>
internal static class AdminSettingsEndpoints
{
    private const string Target = "settings";

    public static void MapAdminSettings(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/settings", GetAsync).WithName("GetSettings").WithSummary("Model aliases and prices; the ETag is what If-Match takes");
        admin.MapPut("/settings", SaveAsync).WithName("SaveSettings")
            .WithSummary("Set aliases or prices: what is left out stays, what is given replaces all of its kind");
    }

    private static async Task<Ok<SettingsView>> GetAsync(SettingsAdmin settings, HttpContext context, CancellationToken cancellationToken) =>
        Tagged(await settings.GetAsync(cancellationToken), context);

    private static async Task<Results<Ok<SettingsView>, FailureResult>> SaveAsync(
        SettingsRequest request, CurrentCaller caller, SettingsAdmin settings, IAuditStore audit, IIdGenerator ids, TimeProvider time,
        HttpContext context, CancellationToken cancellationToken)
    {
        int? basedOn = null;
        if (context.Request.Headers.IfMatch.Count > 0)
        {
            if (!VersionTag.Read(context.Request).TryGet(out var version, out var wrong))
            {
                return new FailureResult(wrong);
            }

            basedOn = version;
        }

        if (!(await settings.SaveAsync(request, basedOn, cancellationToken)).TryGet(out var saved, out var failure))
        {
            return new FailureResult(failure);
        }

        var detail = $"aliases={string.Join(',', saved.Aliases.Select(alias => $"{alias.Key}:{alias.Value}"))} prices={saved.Prices.Count}";
        await audit.AppendAsync(
            new AuditEntry(ids.NewId(IdPrefixes.Audit), caller.UserId, AuditActions.SettingsChanged, Target, detail, time.GetUtcNow()), cancellationToken);
        return Tagged(saved, context);
    }

    private static Ok<SettingsView> Tagged(SettingsView settings, HttpContext context)
    {
        VersionTag.Write(context.Response, (int)settings.Revision);
        return TypedResults.Ok(settings);
    }
}
