using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Talking to an agent: <c>/api/chat</c>.</summary>
internal static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder api) =>
        api.MapPost("/chat", ChatAsync).WithTags("Chat").WithName("Chat").RequireScope(Scopes.Chat)
            .WithSummary("Send a message; the answer comes as JSON when it is whole, or as events while it is made, as Accept says")
            .WithDescription(
                "No sessionId begins a session. While a turn runs a message answers 409, or waits with ?whenBusy=queue, or stops the "
                + "running turn with ?whenBusy=interrupt. A client that goes away ends nothing: the events can be read again.");

    private static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> ChatAsync(
        ChatRequest request, string? whenBusy, RequestIds ids, CurrentCaller caller, IGrainFactory grains, IdempotentRequests requests,
        HttpContext context)
    {
        var style = AnswerStyle.Of(context.Request);
        var busy = QueryText.Named("whenBusy", whenBusy, WhenBusy.Reject);
        var inputs = ChatInputs.Read(request.Inputs);
        if ((style.Failure ?? busy.Failure ?? inputs.Failure ?? Check(request)) is { } bad)
        {
            return new FailureResult(bad);
        }

        var hash = ChatHash.Of(request, inputs.Value!);
        if (ids.Key is { } key && await requests.CheckAsync(ids.Scope, key, hash, context.RequestAborted) is { } reused)
        {
            return new FailureResult(reused);
        }

        var session = grains.GetGrain<ISessionGrain>(request.SessionId ?? ids.NewId(IdPrefixes.Session));
        var started = await session.StartTurnAsync(caller, new StartTurn(
            request.AgentId, ids.NewId(IdPrefixes.Turn), request.Message, request.SessionId is null, request.Version,
            inputs.Value!, busy.Value, hash));
        return started.TryGet(out var turn, out var failure)
            ? await TurnAnswers.AnswerAsync(context, session, turn, style.Value)
            : new FailureResult(failure);
    }

    private static Failure? Check(ChatRequest request) =>
        !IdKind.Agent.IsWellFormed(request.AgentId) ? IdKind.Agent.NotFound
        : request.SessionId is not null && !IdKind.Session.IsWellFormed(request.SessionId) ? IdKind.Session.NotFound
        : request.Version is < 1 ? Failure.Invalid(FailureCodes.InvalidRequest, "'version' must be 1 or more.")
        : request.Attachments is { IsDefaultOrEmpty: false }
            ? Failure.Invalid(FailureCodes.InvalidRequest, "'attachments' must be empty: give the agent files instead.")
        : null;
}
