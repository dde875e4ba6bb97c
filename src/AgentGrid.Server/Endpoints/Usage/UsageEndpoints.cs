using AgentGrid.Analytics;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Usage;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Storage.Usage;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Usage;

/// <summary>The usage ledger, summed: <c>/api/usage</c>.</summary>
internal static class UsageEndpoints
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    public static void MapUsage(this IEndpointRouteBuilder api) =>
        api.MapGet("/usage", GetAsync).WithTags("Analytics").WithName("GetUsage").RequireScope(Scopes.Analytics)
            .WithSummary("Calls, tokens and cost by user, agent, model or version, as JSON or with ?format=csv")
            .WithDescription(
                "Covers the caller's own calls and those of agents they own; for an admin, all. from and to are ISO 8601 (default: "
                + "the last 30 days; to is exclusive). costUsd is null where no call of the group has a price.");

    private static async Task<Results<Ok<UsageReport>, CsvResult, FailureResult>> GetAsync(
        string? groupBy, DateTimeOffset? from, DateTimeOffset? to, string? format, CurrentCaller caller, IUsageStore usage,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var grouping = QueryText.Named("groupBy", groupBy, UsageGrouping.Model);
        var wanted = QueryText.Named("format", format, UsageFormat.Json);
        var end = to ?? time.GetUtcNow();
        var begin = from ?? (end - DateTimeOffset.MinValue > DefaultSpan ? end - DefaultSpan : DateTimeOffset.MinValue);
        var reversed = begin > end ? Failure.Invalid(FailureCodes.InvalidRequest, "'from' must not be after 'to'.") : null;
        if ((grouping.Failure ?? wanted.Failure ?? reversed) is { } bad)
        {
            return new FailureResult(bad);
        }

        var visibleTo = caller.Caller.Role == UserRole.Admin ? null : caller.UserId;
        var groups = await usage.SumAsync(new UsageFilter(grouping.Value, begin, end, visibleTo), cancellationToken);
        return wanted.Value == UsageFormat.Csv ? UsageCsv.Of(groups) : TypedResults.Ok(new UsageReport(groups));
    }
}
