using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Keeps the calls of one turn in memory, in order, until the turn writes them.</summary>
public sealed class UsageCollector : IUsageSink
{
    private readonly Lock _gate = new();
    private readonly List<UsageRecord> _calls = [];
    private decimal _costUsd;

    /// <summary>The sum of the known costs so far, US dollars.</summary>
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
        lock (_gate)
        {
            _calls.Add(call);
            _costUsd += call.CostUsd ?? 0m;
        }
    }

    /// <summary>A copy of the calls so far.</summary>
    public IReadOnlyList<UsageRecord> Snapshot()
    {
        lock (_gate)
        {
            return [.. _calls];
        }
    }
}
