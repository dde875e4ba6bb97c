using System.Collections.Immutable;
using AgentGrid.Core.Sessions;
using AgentGrid.Server.Contracts.Chat;
using AgentGrid.Server.Problems;
using AgentGrid.Server.Sse;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
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
        var transcript = new TurnTranscript();
        try
        {
            await foreach (var turnEvent in session.WatchTurnAsync(turn.TurnId, 0, stop.Token))
            {
                transcript.Apply(TurnEventCodec.Decode(turnEvent));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever waited is told below that the turn goes on without them.
        }

        return transcript switch
        {
            { Completed: { } completed } => TypedResults.Ok(Answer(turn, transcript, completed)),
            { Failed: { } failed } => new FailureResult(Failed(turn, failed)),
            _ => new FailureResult(Stopping(turn)),
        };
    }

    private static ChatAnswer Answer(TurnStarted turn, TurnTranscript transcript, TurnCompletedData completed) => new(
        turn.SessionId, turn.TurnId, completed.MessageId, turn.AgentVersion, transcript.Started?.Model ?? turn.Model,
        transcript.Text, transcript.Citations, transcript.ToolCalls, transcript.Usage, completed.FinishReason);

    private static Failure Failed(TurnStarted turn, TurnFailedData failed)
    {
        var kind = failed.Code switch
        {
            FailureCodes.NoProvider or FailureCodes.ProviderUnavailable or FailureCodes.ProviderRateLimited
                or FailureCodes.StorageUnavailable or FailureCodes.ServerStopping or FailureCodes.Interrupted => FailureKind.Unavailable,
            FailureCodes.UnknownModel => FailureKind.Invalid,
            FailureCodes.BudgetExceeded => FailureKind.Limited,
            _ => FailureKind.Upstream,
        };
        var ids = Ids(turn);
        return new Failure(kind, failed.Code, failed.Message)
        {
            Retryable = failed.Retryable,
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
