using System.Runtime.CompilerServices;
using Orleans.Embedded.Invocation;

namespace Orleans.Embedded.Enumeration;

/// <summary>The caller's side of an enumeration.</summary>
internal sealed class GrainEnumerator<T> : IAsyncEnumerator<T>
{
    private readonly EnumerableRequest<T> _request;
    private readonly int _maxBatchSize;
    private readonly CancellationTokenSource? _both;
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _cancelled;
    private EnumerationSession<T>? _session;
    private Pull<T>? _pull;
    private Batch<T> _batch;
    private int _next;

    public GrainEnumerator(EnumerableRequest<T> request, int maxBatchSize, CancellationToken argument, CancellationToken enumerator)
    {
        _request = request;
        _maxBatchSize = maxBatchSize;
        if (argument.CanBeCanceled && enumerator.CanBeCanceled && argument != enumerator)
        {
            _both = CancellationTokenSource.CreateLinkedTokenSource(argument, enumerator);
            _token = _both.Token;
        }
        else
        {
            _token = enumerator.CanBeCanceled ? enumerator : argument;
        }

        _cancelled = _token.UnsafeRegister(static self => ((GrainEnumerator<T>)self!).CancelPull(), this);
    }

    public T Current { get; private set; } = default!;

    public ValueTask<bool> MoveNextAsync() => Take() ? new(true) : FetchAsync();

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session && !_batch.IsLast)
        {
            try
            {
                await session.DisposeAsync().AsTask().WaitAsync(_request.Proxy.Runtime.ResponseTimeout, _request.Proxy.Runtime.Time);
            }
            catch (TimeoutException)
            {
                // The grain's enumerator has been told and ends when its move does.
            }
        }

        await _cancelled.DisposeAsync();
        _both?.Dispose();
    }

    private bool Take()
    {
        if (_batch.Elements is null || _next >= _batch.Elements.Count)
        {
            return false;
        }

        Current = _batch.Elements[_next++];
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FetchAsync()
    {
        if (_batch.IsLast)
        {
            return false;
        }

        // The grain's side may fill the list anew from here on.
        _batch = default;
        _session ??= await _request.Proxy.Open(new EnumerableStart<T>(_request) { CallerToken = _token });
        var pull = _session.Pull(_maxBatchSize);
        Volatile.Write(ref _pull, pull);
        if (_token.IsCancellationRequested)
        {
            // Cancelled before there was a pull to cancel.
            CancelPull();
        }

        _batch = await pull.Task;
        _next = 0;
        return Take();
    }

    private void CancelPull() => Volatile.Read(ref _pull)?.TrySetCanceled(_token);
}
