using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Client;

/// <summary>Reads one turn's events to the end, over as many connections as that takes.</summary>
/// <param name="begin">Begins the turn, or names the one that was begun: called until its first event was seen.</param>
internal sealed class TurnReader(
    ApiConnection api, Func<CancellationToken, Task<HttpResponseMessage>> begin, Reconnect reconnect)
{
    private string? _events;
    private long _lastId;
    private bool _ended;
    private Exception? _break;

    /// <summary>A reader of a turn that is known, after one of its events.</summary>
    public static TurnReader Of(ApiConnection api, string sessionId, string turnId, long afterId, Reconnect reconnect)
    {
        var path = PathOf(sessionId, turnId);
        return new TurnReader(api, cancellationToken => api.OpenEventsAsync(path, afterId, cancellationToken), reconnect)
        {
            _events = path,
            _lastId = afterId,
        };
    }

    public async IAsyncEnumerable<TurnEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!_ended)
        {
            await using var connection = ReadConnectionAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(connection, cancellationToken))
            {
                reconnect.Progressed();
                Remember(connection.Current);
                yield return connection.Current;
            }

            if (!_ended && !await reconnect.WaitAsync(_break, cancellationToken))
            {
                ExceptionDispatchInfo.Throw(
                    _break ?? new HttpRequestException(HttpRequestError.ResponseEnded, "The server ended the stream before the turn had ended."));
            }
        }
    }

    // False when the connection broke, or ended.
    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<TurnEvent> connection, CancellationToken cancellationToken)
    {
        _break = null;
        try
        {
            return await connection.MoveNextAsync();
        }
        catch (Exception exception) when (Reconnect.IsBreak(exception, cancellationToken))
        {
            _break = exception;
            return false;
        }
    }

    private async IAsyncEnumerable<TurnEvent> ReadConnectionAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = _events is null
            ? await begin(cancellationToken)
            : await api.OpenEventsAsync(_events, _lastId, cancellationToken);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            if (long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > _lastId)
            {
                yield return new TurnEvent(id, item.EventType, item.Data);
            }
        }
    }

    private void Remember(TurnEvent turnEvent)
    {
        _lastId = turnEvent.Id;
        _ended = TurnEventNames.IsTerminal(turnEvent.Name);
        if (turnEvent.Name == TurnEventNames.Started
            && JsonSerializer.Deserialize<TurnStartedData>(turnEvent.Data, ClientJson.Options) is { } turn)
        {
            _events = PathOf(turn.SessionId, turn.TurnId);
        }
    }

    private static string PathOf(string sessionId, string turnId) => ApiPath.Of($"api/sessions/{sessionId}/turns/{turnId}/events");
}
