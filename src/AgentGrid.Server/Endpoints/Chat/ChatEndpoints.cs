using AgentGrid.Core.Sessions.Images;
using AgentGrid.Naming;
using AgentGrid.Server.Attachments;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Routing;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Talking to an agent: <c>/api/chat</c>.</summary>
internal static class ChatEndpoints
{
    // Base64 makes four characters of three bytes; the rest is for the message itself.
    private const long MaxBodyBytes = (ImageLimits.MaxMessageBytes / 3 * 4) + BodyLimitMiddleware.MaxBodyBytes;

    public static void MapChat(this IEndpointRouteBuilder api) =>
        api.MapPost("/chat", ChatAsync).WithTags("Chat").WithName("Chat").RequireScope(Scopes.Chat)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .WithSummary("Send a message; the answer comes as JSON when it is whole, or as events while it is made, as Accept says")
            .WithDescription(
                "No sessionId begins a session. While a turn runs or messages wait a message answers 409, or waits with ?whenBusy=queue, or stops the "
                + "running turn with ?whenBusy=interrupt and goes ahead of those that wait. A message that waits has its turn.started at once, "
                + "is among its session's queuedTurns and can be cancelled. An answer that breaks off comes with finishReason interrupted and "
                + "the text so far; continue its turn to get the rest. A client that goes away ends nothing: the "
                + "events can be read again. attachments are images for the model to see: {type: \"image\", data: base64} or {type: \"image\", url: data URL}, with an optional name; "
                + "they are kept with the message, which names an address for each. A model that reads none answers 400 images_not_supported.");

    private static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> ChatAsync(
        ChatRequest request, string? whenBusy, RequestIds ids, CurrentCaller caller, IGrainFactory grains, IdempotentRequests requests, ImageDesk desk,
        HttpContext context)
    {
        var style = AnswerStyle.Of(context.Request);
        var busy = QueryText.Named("whenBusy", whenBusy, WhenBusy.Reject);
        var inputs = ChatInputs.Read(request.Inputs);
        var images = ImageReader.Read(request.Attachments);
        if ((style.Failure ?? busy.Failure ?? inputs.Failure ?? Check(request) ?? images.Failure) is { } bad)
        {
            return new FailureResult(bad);
        }

        var hash = ChatHash.Of(request, inputs.Value!, images.Value);
        if (ids.Key is { } key && await requests.CheckAsync(ids.Scope, key, hash, context.RequestAborted) is { } reused)
        {
            return new FailureResult(reused);
        }

        var sessionId = request.SessionId ?? ids.NewId(IdPrefixes.Session);
        var stored = await desk.StoreAsync(sessionId, images.Value, ids, context.RequestAborted);
        if (!stored.Succeeded)
        {
            return new FailureResult(stored.Failure);
        }

        var session = grains.GetGrain<ISessionGrain>(sessionId);
        var started = await session.StartTurnAsync(caller, new StartTurn(
            request.AgentId, ids.NewId(IdPrefixes.Turn), request.Message, request.SessionId is null, request.Version,
            inputs.Value!, busy.Value, hash)
        { Images = stored.Value });
        if (started.TryGet(out var turn, out var failure))
        {
            return await TurnAnswers.AnswerAsync(context, session, turn, style.Value);
        }

        await desk.DiscardAsync(sessionId, stored.Value);
        return new FailureResult(failure);
    }

    private static Failure? Check(ChatRequest request) =>
        !IdKind.Agent.IsWellFormed(request.AgentId) ? IdKind.Agent.NotFound
        : request.SessionId is not null && !IdKind.Session.IsWellFormed(request.SessionId) ? IdKind.Session.NotFound
        : request.Version is < 1 ? Failure.Invalid(FailureCodes.InvalidRequest, "'version' must be 1 or more.")
        : null;
}
