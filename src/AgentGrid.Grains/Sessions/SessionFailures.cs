namespace AgentGrid.Grains.Sessions;

/// <summary>The failures of a session, in one wording.</summary>
internal static class SessionFailures
{
    public static Failure NotFound(string sessionId) =>
        Failure.NotFound(FailureCodes.SessionNotFound, $"There is no session '{sessionId}', or it is not yours.");

    public static Failure TurnNotFound(string turnId) =>
        Failure.NotFound(FailureCodes.TurnNotFound, $"There is no turn '{turnId}' in this session.");

    public static Failure TurnNotRunning(string turnId) =>
        Failure.Conflict(FailureCodes.TurnNotRunning, $"Turn '{turnId}' has ended already.");

    public static Failure NotContinuable(string turnId) => Failure.Conflict(
        FailureCodes.TurnNotContinuable, $"Turn '{turnId}' is not interrupted; only an interrupted answer can be continued.");

    public static Failure ContinuedAlready(string turnId, string continuation) => Failure.Conflict(
        FailureCodes.TurnNotContinuable, $"Turn '{turnId}' was continued already, by turn '{continuation}'.");

    public static Failure ContinuedTooLate(string turnId, string newer) => Failure.Conflict(
        FailureCodes.TurnNotContinuable,
        $"Turn '{turnId}' is not the last any more: turn '{newer}' follows it. Ask for the rest in a new message.");

    public static Failure NoSuchEvent(long id, long last) => Failure.Invalid(
        FailureCodes.InvalidRequest,
        $"The turn has no event {id}: its last is {last}. Ask for the events after one that you have seen, or after 0 for all.");

    public static Failure QueueFull(int length) => new(
        FailureKind.Limited,
        FailureCodes.QueueFull,
        $"{length} messages wait in this session already. Try again when one of them is answered.")
    {
        Retryable = true,
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static Failure OtherAgent(string agentId) => Failure.Invalid(
        FailureCodes.InvalidRequest, $"This session belongs to another agent than '{agentId}'. Leave sessionId out to begin a new one.");

    public static Failure OtherVersion(int pinned) => Failure.Invalid(
        FailureCodes.InvalidRequest, $"This session is pinned to version {pinned}. Leave sessionId out to begin one with another version.");
}
