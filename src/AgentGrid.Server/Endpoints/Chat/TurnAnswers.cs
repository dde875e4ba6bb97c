using System.Collections.Immutable;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
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
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever waited is told below that the turn goes on without them.
        }

        return last is not null && TurnEventNames.IsTerminal(last.Name)
            ? await EndAsync(context, turn, TurnEventCodec.Decode(last))
            : new FailureResult(Stopping(turn));
    }

    private static async Task<Results<Ok<ChatAnswer>, TurnEventsResult, FailureResult>> EndAsync(
        HttpContext context, TurnStarted turn, object end)
    {
        if (end is TurnFailedData failed)
        {
            return new FailureResult(Failed(turn, failed));
        }

        // The message is what later reads will give; it was written in the same transaction as the last event.
        var completed = (TurnCompletedData)end;
        var message = await context.RequestServices.GetRequiredService<ISessionStore>()
            .FindMessageAsync(turn.SessionId, completed.MessageId, context.RequestAborted);
        return TypedResults.Ok(new ChatAnswer(
            turn.SessionId, turn.TurnId, completed.MessageId, turn.AgentVersion, message?.Model ?? turn.Model, message?.Content ?? "",
            message?.Citations ?? [], message?.ToolCalls ?? [], message?.Usage, completed.FinishReason));
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

    private static Failure Stopping(TurnStarted turn) => new(
        FailureKind.Unavailable, FailureCodes.ServerStopping, "The server stops. Read the turn's events once it is back.")
    {
        Retryable = true,
        Extensions = Ids(turn),
    };

    private static ImmutableDictionary<string, string> Ids(TurnStarted turn) =>
        ImmutableDictionary<string, string>.Empty.Add("sessionId", turn.SessionId).Add("turnId", turn.TurnId);
}
