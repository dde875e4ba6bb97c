using Orleans.Embedded.Invocation;

namespace Orleans.Embedded.Runtime;

/// <summary>The interchangeable activations of one key of a stateless worker.</summary>
internal sealed class WorkerPool(GrainKind kind, string key)
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];
    private bool _closed;

    public string Key => key;

    public Activation[] Activations
    {
        get
        {
            lock (_gate)
            {
                return [.. _workers];
            }
        }
    }

    /// <summary>Gives the request to an idle worker, a new one, or the one with the least to do. False when the pool is closed.</summary>
    public bool Deliver(GrainRequest request)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            foreach (var worker in _workers)
            {
                if (worker.DeliverIfIdle(request))
                {
                    return true;
                }
            }

            if (_workers.Count >= kind.MaxWorkers && _workers.MinBy(static w => w.Load) is { } least && least.Deliver(request))
            {
                return true;
            }

            var added = new Activation(kind, key) { Pool = this };
            _workers.Add(added);
            kind.Added();
            return added.Deliver(request);
        }
    }

    public bool Remove(Activation worker)
    {
        lock (_gate)
        {
            var removed = _workers.Remove(worker);
            if (_workers.Count == 0 && !_closed)
            {
                _closed = true;
                kind.Remove(this);
            }

            return removed;
        }
    }
}
