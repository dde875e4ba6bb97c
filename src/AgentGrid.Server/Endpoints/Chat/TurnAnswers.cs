using System.Collections.Immutable;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Idempotency;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using AgentGrid.Storage;
using AgentGrid.Storage.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentGrid.Server.Endpoints.Chat;

/// <summary>Answers with a turn: as events, or folded into one document once it has ended.</summary>
internal static class TurnAnswers
{
    public static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> AnswerAsync(
        HttpContext context, ISessionGrain session, TurnStarted turn, bool events)
    {
        if (events)
        {
            return new TurnEventsResult(session, turn.TurnId, afterId: 0);
        }

        using var stop = StreamLifetime.Link(context);
        TurnEvent? last = null;
        try
        {
            await foreach (var turnEvent in session.WatchTurnAsync(turn.TurnId, 0, stop.Token))
            {
                last = turnEvent;
            }

            if (last is not null && TurnEventNames.IsTerminal(last.Name))
            {
                return await EndAsync(context, turn, TurnEventCodec.Decode(last));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever waited is told below that the turn goes on without them.
        }
        catch (Exception exception) when (exception is StorageUnavailableException or TimeoutException)
        {
            // The message is accepted, so this is not the failure of a request that changed nothing.
            return new FailureResult(Unfinished(
                context, turn, FailureCodes.StorageUnavailable, "The answer cannot be read now. The message is accepted: read the turn's events"));
        }

        return new FailureResult(Unfinished(
            context, turn, FailureCodes.ServerStopping, "The server stops. The message is accepted: read the turn's events once it is back"));
    }

    private static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> EndAsync(
        HttpContext context, TurnStarted turn, object end)
    {
        var (messageId, failed) = end is TurnFailedData failure
            ? (failure.MessageId, failure)
            : (((TurnCompletedData)end).MessageId, null);

        // The message is what later reads will give; it was written in the same transaction as the last event.
        var message = messageId is null ? null : await context.RequestServices.GetRequiredService<ISessionStore>()
            .FindMessageAsync(turn.SessionId, messageId, context.RequestAborted);

        // An answer that broke off is one all the same: the text is paid for, and to send the message again would pay once more.
        return failed is not null && message is not { Status: MessageStatus.Interrupted, Content.Length: > 0 }
            ? new FailureResult(Failed(turn, failed))
            : TypedResults.Ok(new ChatAnswer(
                turn.SessionId, turn.TurnId, messageId!, turn.AgentVersion, message?.Model ?? turn.Model, message?.Content ?? "",
                message?.Citations ?? [], message?.ToolCalls ?? [], message?.Usage,
                end is TurnCompletedData completed ? completed.FinishReason : FinishReasons.Interrupted));
    }

    private static Failure Failed(TurnStarted turn, TurnFailedData failed)
    {
        var kind = failed.Code switch
        {
            LlmErrorCodes.NoProvider or LlmErrorCodes.Unavailable or LlmErrorCodes.RateLimited or LlmErrorCodes.CircuitOpen
                or LlmErrorCodes.Busy or FailureCodes.StorageUnavailable or FailureCodes.ServerStopping or FailureCodes.Interrupted => FailureKind.Unavailable,
            FailureCodes.UnknownModel or FailureCodes.ImagesNotSupported or FailureCodes.TurnCostExceeded
                or FailureCodes.ToolRoundsExceeded or FailureCodes.OutputLimitReached => FailureKind.Invalid,
            FailureCodes.InternalError => FailureKind.Internal,
            FailureCodes.ContextTooLong => FailureKind.TooLarge,
            FailureCodes.BudgetExceeded => FailureKind.Limited,
            _ => FailureKind.Upstream,
        };
        var ids = Ids(turn);
        return new Failure(kind, failed.Code, failed.Message)
        {
            Retryable = failed.Retryable,
            RetryAfter = failed.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Extensions = failed.MessageId is { } messageId ? ids.Add("messageId", messageId) : ids,
        };
    }

    /// <summary>The turn goes on, and this request does not see its end. Sent again, only one that names its turn by a key asks for the same.</summary>
    private static Failure Unfinished(HttpContext context, TurnStarted turn, string code, string what)
    {
        var named = context.Request.Headers.ContainsKey(IdempotencyHeader.Name);
        return new Failure(
            FailureKind.Unavailable, code,
            named ? $"{what}, or send the same request with the same {IdempotencyHeader.Name}." : $"{what} instead of sending it again.")
        {
            Retryable = named,
            Extensions = Ids(turn),
        };
    }

    private static ImmutableDictionary<string, string> Ids(TurnStarted turn) =>
        ImmutableDictionary<string, string>.Empty.Add("sessionId", turn.SessionId).Add("turnId", turn.TurnId);
}
