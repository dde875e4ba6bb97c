using System.Net;

namespace AgentGrid.Client;

/// <summary>Decides how long a broken connection is taken up again, and how fast.</summary>
internal sealed class Reconnect(TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private TimeSpan _pause = FirstPause;
    private long? _brokenSince;

    /// <summary>Something came through: what breaks from now on is another break.</summary>
    public void Progressed() => (_pause, _brokenSince) = (FirstPause, null);

    /// <summary>Notes a break, and waits before the next try.</summary>
    /// <param name="reason">What broke; null for a connection that ended too early.</param>
    /// <returns>False when it has been broken for too long.</returns>
    public async Task<bool> WaitAsync(Exception? reason, CancellationToken cancellationToken)
    {
        _brokenSince ??= time.GetTimestamp();
        var pause = reason is AgentGridException { RetryAfter: { } asked } && asked > _pause ? asked : _pause;
        if (time.GetElapsedTime(_brokenSince.Value) + pause >= limit)
        {
            return false;
        }

        await Task.Delay(pause, time, cancellationToken);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }

    /// <summary>Whether the same request may go through later: the server, the way to it, or a proxy between is in trouble.</summary>
    public static bool IsBreak(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException or IOException => true,
        OperationCanceledException { InnerException: TimeoutException } => !cancellationToken.IsCancellationRequested,

        // A turn that failed stays failed, whatever the status says of trying anew.
        AgentGridException { TurnId: not null, Code: not FailureCodes.ServerStopping } => false,
        AgentGridException refused => refused.Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        _ => false,
    };
}
