using System.Globalization;
using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Turns of a session: watch, stop, go on.</summary>
internal static class TurnEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapTurns(this IEndpointRouteBuilder api)
    {
        var turns = api.MapGroup("/sessions/{sessionId}/turns/{turnId}").WithTags("Chat").RequireScope(Scopes.Chat);
        turns.MapGet("/events", EventsAsync).WithName("WatchTurn")
            .WithSummary("The turn's events after Last-Event-ID or ?after=, live or afterwards, the same bytes for every watcher");
        turns.MapPost("/cancel", CancelAsync).WithName("CancelTurn").WithSummary("Stop the answer; the text so far is kept");
        turns.MapPost("/continue", ContinueAsync).WithName("ContinueTurn")
            .WithSummary("Go on with an interrupted answer, as a new turn; answers like POST /api/chat");
    }

    private static async Task<Results<TurnEventsResult, FailureResult>> EventsAsync(
        string sessionId, string turnId, long? after, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        var from = ReadPosition(context.Request, after);
        if (!from.Succeeded)
        {
            return new FailureResult(from.Failure);
        }

        var session = grains.GetGrain<ISessionGrain>(sessionId);
        var turn = await session.OpenTurnAsync(caller, turnId, from.Value);
        return turn.Succeeded ? new TurnEventsResult(session, turnId, from.Value) : new FailureResult(turn.Failure);
    }

    private static async Task<Results<NoContent, FailureResult>> CancelAsync(
        string sessionId, string turnId, CurrentCaller caller, IGrainFactory grains) =>
        (await grains.GetGrain<ISessionGrain>(sessionId).CancelTurnAsync(caller, turnId)).ToNoContent();

    private static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> ContinueAsync(
        string sessionId, string turnId, RequestIds ids, CurrentCaller caller, IGrainFactory grains, HttpContext context)
    {
        var style = AnswerStyle.Of(context.Request);
        if (!style.Succeeded)
        {
            return new FailureResult(style.Failure);
        }

        var session = grains.GetGrain<ISessionGrain>(sessionId);
        var started = await session.ContinueTurnAsync(caller, turnId, ids.NewId(IdPrefixes.Turn));
        return started.TryGet(out var turn, out var failure)
            ? await TurnAnswers.AnswerAsync(context, session, turn, style.Value)
            : new FailureResult(failure);
    }

    private static Outcome<long> ReadPosition(HttpRequest request, long? after)
    {
        var header = request.Headers[LastEventId];
        if (header.Count == 0 || header is [""])
        {
            return after is < 0 ? Bad("after") : after ?? 0;
        }

        return long.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : Bad(LastEventId);
    }

    private static Failure Bad(string name) =>
        Failure.Invalid(FailureCodes.InvalidRequest, $"'{name}' must be the id of an event of this turn, or 0.");
}
