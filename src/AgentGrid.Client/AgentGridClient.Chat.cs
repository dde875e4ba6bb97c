using System.Runtime.ExceptionServices;
using System.Text.Json;
using AgentGrid.Sessions;

namespace AgentGrid.Client;

public sealed partial class AgentGridClient
{
    private const string ChatPath = "api/chat";

    /// <summary>
    /// Sends a message and waits for the whole answer, however long it takes. A broken connection is taken up again, and the
    /// message counts once.
    /// </summary>
    public Task<ChatAnswer> ChatAsync(ChatMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return AnswerAsync(PathOf(message), message, message.IdempotencyKey ?? NewKey(), cancellationToken);
    }

    /// <summary>
    /// Sends a message and gives the answer's events as they come, each once and in order, until the last. A broken connection,
    /// also one that broke because the server was restarted, is taken up again where it broke.
    /// </summary>
    public IAsyncEnumerable<TurnEvent> StreamChatAsync(ChatMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StreamAsync(PathOf(message), message, message.IdempotencyKey ?? NewKey(), cancellationToken);
    }

    /// <summary>Goes on with an interrupted answer, as a new turn, and waits for the whole of it.</summary>
    public Task<ChatAnswer> ContinueAsync(string sessionId, string turnId, CancellationToken cancellationToken = default) =>
        AnswerAsync(ContinuePath(sessionId, turnId), null, NewKey(), cancellationToken);

    /// <summary>Goes on with an interrupted answer, as a new turn, and gives its events as <see cref="StreamChatAsync"/> does.</summary>
    public IAsyncEnumerable<TurnEvent> StreamContinueAsync(string sessionId, string turnId, CancellationToken cancellationToken = default) =>
        StreamAsync(ContinuePath(sessionId, turnId), null, NewKey(), cancellationToken);

    /// <summary>A turn's events after one of them, live or afterwards, until the last.</summary>
    /// <param name="afterId">The id of the last event seen; 0 for all.</param>
    public IAsyncEnumerable<TurnEvent> WatchTurnAsync(
        string sessionId, string turnId, long afterId = 0, CancellationToken cancellationToken = default) =>
        TurnReader.Of(_api, sessionId, turnId, afterId, NewReconnect()).ReadAsync(cancellationToken);

    /// <summary>Stops a turn; the text so far is kept.</summary>
    public Task CancelTurnAsync(string sessionId, string turnId, CancellationToken cancellationToken = default) =>
        _api.SendAsync(HttpMethod.Post, ApiPath.Of($"api/sessions/{sessionId}/turns/{turnId}/cancel"), null, cancellationToken);

    private IAsyncEnumerable<TurnEvent> StreamAsync(string path, object? body, string key, CancellationToken cancellationToken) =>
        new TurnReader(_api, token => _api.OpenEventsAsync(path, body, key, token), NewReconnect()).ReadAsync(cancellationToken);

    // A whole answer is silent until it is there, which no timeout can tell from a server that died. So its events are waited for,
    // and then the same request, which names the same turn by its key, gives it at once.
    private async Task<ChatAnswer> AnswerAsync(string path, object? body, string key, CancellationToken cancellationToken)
    {
        await foreach (var _ in StreamAsync(path, body, key, cancellationToken))
        {
        }

        return await InsistAsync(
            () => _api.SendAsync<ChatAnswer>(HttpMethod.Post, path, body, key, null, cancellationToken), cancellationToken);
    }

    // For what has one effect however often it arrives.
    private async Task<T> InsistAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        var reconnect = NewReconnect();
        while (true)
        {
            ExceptionDispatchInfo broken;
            try
            {
                return await send();
            }
            catch (Exception exception) when (Reconnect.IsBreak(exception, cancellationToken))
            {
                broken = ExceptionDispatchInfo.Capture(exception);
            }

            if (!await reconnect.WaitAsync(broken.SourceException, cancellationToken))
            {
                broken.Throw();
            }
        }
    }

    private Reconnect NewReconnect() => new(ReconnectFor, _time);

    private static string PathOf(ChatMessage message) => ApiPath.With(
        ChatPath, ("whenBusy", message.WhenBusy == WhenBusy.Reject ? null : JsonNamingPolicy.CamelCase.ConvertName(message.WhenBusy.ToString())));

    private static string ContinuePath(string sessionId, string turnId) => ApiPath.Of($"api/sessions/{sessionId}/turns/{turnId}/continue");
}
