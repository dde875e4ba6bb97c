using System.Numerics;

namespace Orleans.Embedded.Invocation;

/// <summary>
/// Watches the calls that wait for an answer, all with one time limit. A call costs two short list operations; one timer
/// looks at the oldest calls once a second, and only while there are any.
/// </summary>
internal sealed class ResponseDeadlines : IDisposable
{
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly Stripe[] _stripes =
        [.. Enumerable.Range(0, (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2)).Select(_ => new Stripe())];

    private readonly TimeProvider _time;
    private readonly long _limit;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private int _armed;

    public ResponseDeadlines(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        Timeout = timeout;
        _limit = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        _period = timeout < Resolution ? timeout : Resolution;
        _timer = time.CreateTimer(static self => ((ResponseDeadlines)self!).Sweep(), this, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Timeout { get; }

    public void Add(GrainRequest request)
    {
        request.Deadline = _time.GetTimestamp() + _limit;
        request.Stripe = Environment.CurrentManagedThreadId & (_stripes.Length - 1);
        var stripe = _stripes[request.Stripe];
        lock (stripe)
        {
            if (request.IsAnswered)
            {
                return;
            }

            request.IsWatched = true;
            request.Previous = stripe.Last;
            if (stripe.Last is { } last)
            {
                last.Following = request;
            }
            else
            {
                stripe.First = request;
            }

            stripe.Last = request;
        }

        if (Volatile.Read(ref _armed) == 0 && Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(_period, _period);
        }
    }

    public void Remove(GrainRequest request)
    {
        var stripe = _stripes[request.Stripe];
        lock (stripe)
        {
            stripe.Unlink(request);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        var any = false;
        foreach (var stripe in _stripes)
        {
            any |= Expire(stripe, now);
        }

        if (any)
        {
            return;
        }

        _timer.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref _armed, 0);

        // A call that was added between the look and the disarming would otherwise wait for the next one to arm the timer.
        if (Array.Exists(_stripes, static s => Volatile.Read(ref s.First) is not null) && Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(_period, _period);
        }
    }

    private bool Expire(Stripe stripe, long now)
    {
        List<GrainRequest>? expired = null;
        bool any;
        lock (stripe)
        {
            while (stripe.First is { } request && request.Deadline <= now)
            {
                stripe.Unlink(request);
                (expired ??= []).Add(request);
            }

            any = stripe.First is not null;
        }

        foreach (var request in expired ?? [])
        {
            request.TimeOut(Timeout);
        }

        return any;
    }

    private sealed class Stripe
    {
        public GrainRequest? First;
        public GrainRequest? Last;

        public void Unlink(GrainRequest request)
        {
            if (!request.IsWatched)
            {
                return;
            }

            request.IsWatched = false;
            if (request.Previous is { } previous)
            {
                previous.Following = request.Following;
            }
            else
            {
                First = request.Following;
            }

            if (request.Following is { } following)
            {
                following.Previous = request.Previous;
            }
            else
            {
                Last = request.Previous;
            }

            request.Previous = request.Following = null;
        }
    }
}
