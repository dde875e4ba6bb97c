using AgentGrid.Sessions;
using AgentGrid.Storage.Sessions;
using AgentGrid.Users;

namespace AgentGrid.Grains.Sessions;

/// <summary>Going on with an interrupted answer.</summary>
internal sealed partial class SessionGrain
{
    // Attempts to continue that brought no word are passed over, and a summary; more than these in a row are not.
    private const int MostPassedOver = 20;

    public async Task<Outcome<TurnStarted>> ContinueTurnAsync(Caller caller, string turnId, string newTurnId)
    {
        var acceptedAt = clock.GetTimestamp();
        if (!(await OpenAsync(caller)).TryGet(out var session, out var failure))
        {
            return failure;
        }

        var interrupted = await store.FindTurnAsync(Id, turnId);
        if (interrupted is null)
        {
            return SessionFailures.TurnNotFound(turnId);
        }

        if (interrupted.Status != TurnStatus.Interrupted)
        {
            return SessionFailures.NotContinuable(turnId);
        }

        if (await store.FindContinuationAsync(Id, turnId) is { } continuation && continuation.Id != newTurnId)
        {
            return SessionFailures.ContinuedAlready(turnId, continuation.Id);
        }

        if (!(await Agent(session.Session.AgentId).PinAsync(caller, interrupted.AgentVersion)).TryGet(out var agent, out failure))
        {
            return failure;
        }

        var turn = new NewTurn(
            Id,
            newTurnId,
            RequestHash: turnId,
            interrupted.Message,
            UserMessageId: null,
            agent.Version,
            ModelOf(agent),
            [StartedEvent(newTurnId, agent)],
            AcceptedNow(),
            ContinuesTurnId: turnId);
        return await AloneAsync(async () =>
            await store.FindTurnAsync(Id, newTurnId) is null && await OverriddenByAsync(interrupted) is { } newer
                ? SessionFailures.ContinuedTooLate(turnId, newer)
                : await BeginAsync(turn, agent, caller, session.Inputs, acceptedAt));
    }

    /// <summary>
    /// The turn whose message follows the interrupted answer, null when none does: the rest of an answer cannot stand behind what
    /// was said since.
    /// </summary>
    private async Task<string?> OverriddenByAsync(StoredTurn interrupted)
    {
        var last = await store.ListLastMessagesAsync(Id, MostPassedOver);
        var newer = last.TakeWhile(message => message.Id != interrupted.AnswerMessageId)
            .FirstOrDefault(message => message.Role == MessageRole.User || (message.Role == MessageRole.Assistant && message.Content.Length > 0));
        return newer?.TurnId;
    }
}
