using Orleans.Embedded.Invocation;
using Orleans.Embedded.Runtime;
using Orleans.Runtime;

namespace Orleans.Embedded.Enumeration;

/// <summary>
/// The grain's side of an enumeration. Everything but <see cref="Pull"/> and <see cref="DisposeAsync"/> runs in turns of the
/// activation, in between its other requests.
/// </summary>
internal sealed class EnumerationSession<T> : EnumerationSession, IAsyncDisposable
{
    private readonly Activation _activation;
    private readonly Dictionary<string, object>? _context;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly IAsyncEnumerator<T> _elements;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<bool>? _moving;
    private Pull<T>? _pull;

    // The consumer is done with it when it asks for more.
    private List<T>? _delivered;
    private bool _closing;

    public EnumerationSession(Activation activation, EnumerableRequest<T> request, object grain, Dictionary<string, object>? context)
    {
        _activation = activation;
        _context = context;
        _elements = request.Begin(grain, _cancellation.Token).GetAsyncEnumerator(_cancellation.Token);
        (activation.Parts.Enumerations ??= []).Add(this);
    }

    public override bool IsPulled => _pull is not null;

    /// <summary>Asks for the next elements. Called by the consumer, on any thread, one at a time; it may cancel what it gets.</summary>
    public Pull<T> Pull(int maxBatchSize)
    {
        var pull = new Pull<T>(this, maxBatchSize);
        _activation.Post(pull);
        return pull;
    }

    /// <summary>Answers a pull. Its turn calls this.</summary>
    public void Fill(Pull<T> pull) => _ = FillAsync(pull);

    /// <summary>Cancels and disposes the grain's enumerator. Called by the consumer, on any thread.</summary>
    public ValueTask DisposeAsync()
    {
        _activation.Post(new TurnAction(static self => _ = ((EnumerationSession<T>)self!).EndAsync(), this));
        return new ValueTask(_closed.Task);
    }

    public override void Abort()
    {
        _pull?.TrySetException(Aborted());
        _ = EndAsync();
    }

    private static EnumerationAbortedException Aborted() => new("The enumeration ended because its grain deactivated.");

    private async Task FillAsync(Pull<T> pull)
    {
        if (_closing)
        {
            pull.TrySetException(Aborted());
            return;
        }

        _pull = pull;
        RequestContext.Current = _context;
        var batch = _delivered ?? [];
        _delivered = null;
        batch.Clear();
        try
        {
            while (batch.Count < pull.MaxBatchSize)
            {
                _moving ??= _elements.MoveNextAsync().AsTask();
                if (batch.Count > 0 && !_moving.IsCompleted)
                {
                    break;
                }

                var any = await _moving;
                _moving = null;
                if (_closing)
                {
                    // The enumerator is being disposed: it must not be moved again.
                    pull.TrySetException(Aborted());
                    return;
                }

                if (!any)
                {
                    pull.TrySetResult(new Batch<T>(batch, IsLast: true));
                    _pull = null;
                    await EndAsync();
                    return;
                }

                batch.Add(_elements.Current);
            }

            Deliver(pull, batch);
        }
        catch (Exception error)
        {
            // Whatever a grain throws is its caller's, after the elements that came before it.
            _moving = null;
            if (batch.Count > 0)
            {
                _moving = Task.FromException<bool>(error);
                Deliver(pull, batch);
            }
            else
            {
                pull.TrySetException(error);
            }
        }

        _pull = null;
    }

    private void Deliver(Pull<T> pull, List<T> batch)
    {
        if (pull.TrySetResult(new Batch<T>(batch, IsLast: false)))
        {
            _delivered = batch;
        }
    }

    private async Task EndAsync()
    {
        if (_closing)
        {
            return;
        }

        _closing = true;
        await _cancellation.CancelAsync();
        try
        {
            // An iterator must not be disposed while it moves.
            if (_moving is { } moving)
            {
                await moving;
            }
        }
        catch (Exception)
        {
            // The consumer is gone; what the move threw has nowhere to go.
        }

        try
        {
            await _elements.DisposeAsync();
            _closed.TrySetResult();
        }
        catch (Exception error)
        {
            // What a finally block throws is the consumer's.
            _closed.TrySetException(error);
            _ = _closed.Task.Exception;
        }

        _activation.Parts.Enumerations?.Remove(this);
        _cancellation.Dispose();
    }
}
