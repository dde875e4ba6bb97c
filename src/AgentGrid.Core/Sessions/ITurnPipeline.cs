namespace AgentGrid.Core.Sessions;

/// <summary>Answers one message: searches, asks the model, runs tools, streams. Stores and publishes nothing.</summary>
public interface ITurnPipeline
{
    /// <summary>
    /// The turn's events in order, without <c>turn.started</c>, which belongs to whoever accepted the message.
    /// Always ends with one <c>turn.completed</c> or <c>turn.failed</c> that carries the result, also when
    /// <paramref name="stop"/> is cancelled (then within moments, with what was written so far): do not cancel the
    /// enumeration itself. Expected failures are events; an exception is a bug.
    /// </summary>
    IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, CancellationToken stop);
}
