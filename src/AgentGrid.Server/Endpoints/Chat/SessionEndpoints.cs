using System.Globalization;
using AgentGrid.Core.Sessions;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Chat sessions and their messages: <c>/api/sessions</c>.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        var sessions = api.MapGroup("/sessions").WithTags("Chat").RequireScope(Scopes.Chat);
        sessions.MapGet("", ListAsync).WithName("ListSessions").WithSummary("The caller's sessions, used last first; ?query= searches titles and messages");
        sessions.MapGet("/{sessionId}", GetAsync).WithName("GetSession").WithSummary("A session");
        sessions.MapPatch("/{sessionId}", RenameAsync).WithName("RenameSession").WithSummary("Change the title");
        sessions.MapDelete("/{sessionId}", DeleteAsync).WithName("DeleteSession").WithSummary("Stop what runs and remove the session");
        sessions.MapGet("/{sessionId}/messages", MessagesAsync).WithName("ListMessages")
            .WithSummary("Messages after a sequence number, in order");
    }

    private static async Task<Results<Ok<Page<Session>>, FailureResult>> ListAsync(
        string? agentId, string? query, [AsParameters] PageQuery paging, CurrentCaller caller, ISessionStore sessions,
        CancellationToken cancellationToken)
    {
        if (QueryText.CheckSearch(query) is { } bad)
        {
            return new FailureResult(bad);
        }

        return paging.ToRequest().TryGet(out var page, out var failure)
            ? (await sessions.ListAsync(caller.UserId, agentId, query, page, cancellationToken)).ToOk()
            : new FailureResult(failure);
    }

    private static async Task<Results<Ok<Session>, FailureResult>> GetAsync(string sessionId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<ISessionGrain>(sessionId).GetAsync(caller)).ToOk();

    private static async Task<Results<Ok<Session>, FailureResult>> RenameAsync(
        string sessionId, RenameSessionRequest request, CurrentCaller caller, IGrainFactory grains) =>
        string.IsNullOrWhiteSpace(request.Title) || request.Title.Length > SessionTitle.MaxLength || request.Title.Any(char.IsControl)
            ? new FailureResult(Failure.Invalid(
                FailureCodes.InvalidRequest, $"'title' must have 1 to {SessionTitle.MaxLength} characters on one line."))
            : (await grains.GetGrain<ISessionGrain>(sessionId).RenameAsync(caller, request.Title.Trim())).ToOk();

    private static async Task<Results<NoContent, FailureResult>> DeleteAsync(string sessionId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<ISessionGrain>(sessionId).DeleteAsync(caller)).ToNoContent();

    private static async Task<Results<Ok<Page<SessionMessage>>, FailureResult>> MessagesAsync(
        string sessionId, long? after, [AsParameters] PageQuery paging, CurrentCaller caller, IGrainFactory grains)
    {
        if (!paging.ToRequest().TryGet(out var page, out var failure) || !Position(page.Cursor, after).TryGet(out var position, out failure))
        {
            return new FailureResult(failure);
        }

        return (await grains.GetGrain<ISessionGrain>(sessionId).ListMessagesAsync(caller, position, page.Limit)).ToOk();
    }

    /// <summary>The seq after which a page begins: where the page before it ended, or else where the caller says.</summary>
    private static Outcome<long> Position(string? cursor, long? after) =>
        cursor is not null
            ? long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : PageQuery.BadCursor
        : after is < 0 ? Failure.Invalid(FailureCodes.InvalidRequest, "'after' must be a message's seq, or 0.")
        : after ?? 0;
}
