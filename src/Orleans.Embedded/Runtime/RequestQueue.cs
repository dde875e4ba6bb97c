using Orleans.Embedded.Invocation;

namespace Orleans.Embedded.Runtime;

/// <summary>Requests that may not start yet, in order of arrival. Not thread-safe.</summary>
internal struct RequestQueue
{
    private GrainRequest? _first;
    private GrainRequest? _last;

    public int Count { get; private set; }

    public readonly GrainRequest? First => _first;

    public void Enqueue(GrainRequest request)
    {
        if (_last is null)
        {
            _first = request;
        }
        else
        {
            _last.Next = request;
        }

        _last = request;
        Count++;
    }

    public GrainRequest? Dequeue()
    {
        var request = _first;
        if (request is not null)
        {
            _first = request.Next;
            if (_first is null)
            {
                _last = null;
            }

            request.Next = null;
            Count--;
        }

        return request;
    }

    /// <summary>Moves all of another queue behind this one's.</summary>
    public void Append(RequestQueue rest)
    {
        if (rest._first is null)
        {
            return;
        }

        if (_last is null)
        {
            _first = rest._first;
        }
        else
        {
            _last.Next = rest._first;
        }

        _last = rest._last;
        Count += rest.Count;
    }

    /// <summary>Takes all out, as a list linked by <see cref="GrainRequest.Next"/>.</summary>
    public RequestQueue TakeAll()
    {
        var all = this;
        this = default;
        return all;
    }
}
