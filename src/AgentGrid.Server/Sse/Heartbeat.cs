using AgentGrid.Server.Auth;
using AgentGrid.Storage;

namespace AgentGrid.Server.Sse;

/// <summary>Sends a comment whenever nothing was sent for an interval, and looks whether the caller may still read.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly SseWriter _writer;
    private readonly SemaphoreSlim _gate;
    private readonly PresentedCredential? _credential;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _timer;
    private bool _sentSinceTick;

    /// <param name="gate">Held while the writer is used.</param>
    /// <param name="credential">What the caller came with; null where nobody needs one.</param>
    /// <param name="stop">Cancelled when the credential is no longer good.</param>
    public Heartbeat(
        SseWriter writer, SemaphoreSlim gate, TimeProvider time, TimeSpan interval, PresentedCredential? credential, CancellationTokenSource stop)
    {
        _writer = writer;
        _gate = gate;
        _credential = credential;
        _stop = stop;
        _timer = time.CreateTimer(static state => ((Heartbeat)state!).Tick(), this, interval / 2, interval / 2);
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

    // Side by side: a store that is slow to answer does not hold up the comments.
    private void Tick()
    {
        _ = BeatAsync();
        _ = CheckAsync();
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

    private async Task CheckAsync()
    {
        try
        {
            if (_credential is not null && !await _credential.IsStillGoodAsync())
            {
                await _stop.CancelAsync();
            }
        }
        catch (StorageUnavailableException)
        {
            // The next tick looks again.
        }
        catch (ObjectDisposedException)
        {
            // The stream ended meanwhile.
        }
    }
}
