using System.Collections.Immutable;
using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Keeps the calls of one turn in memory, in the order they began, until the turn writes them.</summary>
public sealed class UsageCollector : IUsageSink
{
    private readonly Lock _gate = new();
    private readonly List<NotedCall> _calls = [];
    private decimal _costUsd;
    private bool _changed;

    /// <summary>Raised when there is something for <see cref="TakeChanges"/>: once, until that is called. Must be quick and not throw.</summary>
    public event Action? Changed;

    /// <summary>The sum of the known costs of the calls that ended, US dollars.</summary>
    public decimal KnownCostUsd
    {
        get
        {
            lock (_gate)
            {
                return _costUsd;
            }
        }
    }

    public void Record(UsageRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Put(new NotedCall(call, Running: false));
    }

    public void Note(UsageRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Put(new NotedCall(call, Running: true));
    }

    /// <summary>A copy of the calls that ended so far.</summary>
    public IReadOnlyList<UsageRecord> Snapshot()
    {
        lock (_gate)
        {
            return [.. _calls.Where(call => !call.Running).Select(call => call.Record)];
        }
    }

    /// <summary>All calls so far, or null when nothing is new since it was last asked.</summary>
    public ImmutableArray<NotedCall>? TakeChanges()
    {
        lock (_gate)
        {
            if (!_changed)
            {
                return null;
            }

            _changed = false;
            return [.. _calls];
        }
    }

    private void Put(NotedCall call)
    {
        bool first;
        lock (_gate)
        {
            var index = _calls.FindLastIndex(known => known.Record.Id == call.Record.Id);
            if (index < 0)
            {
                _calls.Add(call);
            }
            else
            {
                _calls[index] = call;
            }

            _costUsd += call.Running ? 0m : call.Record.CostUsd ?? 0m;
            first = !_changed;
            _changed = true;
        }

        if (first)
        {
            Changed?.Invoke();
        }
    }
}
