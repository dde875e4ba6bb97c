using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Client;

/// <summary>Reads one turn's events to the end, over as many connections as that takes.</summary>
internal sealed class TurnReader(AgentGridClient client, ChatMessage message, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly string _key = Guid.NewGuid().ToString("n");
    private TurnStartedData? _turn;
    private long _lastId;
    private bool _ended;

    public async IAsyncEnumerable<TurnEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var brokenSince = time.GetTimestamp();
        while (!_ended)
        {
            await using var connection = ReadConnectionAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(connection, brokenSince))
            {
                brokenSince = time.GetTimestamp();
                Remember(connection.Current);
                yield return connection.Current;
            }

            if (!_ended)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    // False when the connection broke and may be taken up again.
    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<TurnEvent> connection, long brokenSince)
    {
        try
        {
            return await connection.MoveNextAsync();
        }
        catch (Exception exception) when (IsBreak(exception) && time.GetElapsedTime(brokenSince) < client.ReconnectFor)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<TurnEvent> ReadConnectionAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Before the first event the turn's id is not known: the same key names the same turn.
        using var response = _turn is null
            ? await client.OpenChatAsync(message, _key, cancellationToken)
            : await client.OpenTurnAsync(_turn.SessionId, _turn.TurnId, _lastId, cancellationToken);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            var id = long.Parse(item.EventId!, CultureInfo.InvariantCulture);
            yield return new TurnEvent(id, item.EventType, item.Data);
        }
    }

    private void Remember(TurnEvent turnEvent)
    {
        _lastId = turnEvent.Id;
        _ended = TurnEventNames.IsTerminal(turnEvent.Name);
        if (turnEvent.Name == TurnEventNames.Started)
        {
            _turn = JsonSerializer.Deserialize<TurnStartedData>(turnEvent.Data, ClientJson.Options);
        }
    }

    private static bool IsBreak(Exception exception) => exception
        is HttpRequestException or IOException or AgentGridException { Status: HttpStatusCode.ServiceUnavailable };
}
