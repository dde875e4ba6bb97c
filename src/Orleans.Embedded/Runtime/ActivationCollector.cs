namespace Orleans.Embedded.Runtime;

/// <summary>Looks for idle activations once per quantum.</summary>
internal sealed class ActivationCollector : IDisposable
{
    private readonly GrainRuntime _runtime;
    private readonly ITimer _timer;

    public ActivationCollector(GrainRuntime runtime)
    {
        _runtime = runtime;
        var quantum = runtime.Collection.CollectionQuantum;
        _timer = runtime.Time.CreateTimer(static self => ((ActivationCollector)self!).Collect(), this, quantum, quantum);
    }

    /// <summary>Deactivates what has been idle for its kind's age. Returns how many.</summary>
    public int Collect()
    {
        var now = _runtime.Time.GetTimestamp();
        var count = 0;
        foreach (var kind in _runtime.Kinds)
        {
            foreach (var activation in kind.Activations)
            {
                if (activation.DeactivateIfIdle(now, kind.CollectionAge))
                {
                    count++;
                }
            }
        }

        if (count > 0)
        {
            _runtime.Log.Collecting(count);
        }

        return count;
    }

    public void Dispose() => _timer.Dispose();
}
