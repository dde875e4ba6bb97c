namespace AgentGrid.Server.Sse;

/// <summary>Sends a comment whenever nothing was sent for an interval.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly SseWriter _writer;
    private readonly SemaphoreSlim _gate;
    private readonly ITimer _timer;
    private bool _sentSinceTick;

    /// <param name="gate">Held while the writer is used.</param>
    public Heartbeat(SseWriter writer, SemaphoreSlim gate, TimeProvider time, TimeSpan interval)
    {
        _writer = writer;
        _gate = gate;
        _timer = time.CreateTimer(static state => _ = ((Heartbeat)state!).BeatAsync(), this, interval / 2, interval / 2);
    }

    /// <summary>Sends what was written. False when the client is gone.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _sentSinceTick = true;
            return await _writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();

        // A beat that has begun still holds the gate; nobody may touch the response after this returns.
        await _gate.WaitAsync();
    }

    private async Task BeatAsync()
    {
        // A gate that is held means that something is being sent.
        if (!_gate.Wait(0))
        {
            return;
        }

        try
        {
            if (!_sentSinceTick)
            {
                _writer.Heartbeat();
                await _writer.FlushAsync(CancellationToken.None);
            }

            _sentSinceTick = false;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The connection is gone; the stream's own writes find that out.
        }
        finally
        {
            _gate.Release();
        }
    }
}
