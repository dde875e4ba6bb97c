using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// The provider calls of one search. They go to the ledger at once, so that none is lost with a search that was given up, and with
/// the answer to whoever asked; a turn writes them again, and the ledger takes each id once.
/// </summary>
internal sealed class SearchUsage(IUsageSink ledger) : IUsageSink
{
    private readonly UsageCollector _calls = new();

    public ImmutableArray<UsageRecord> Calls => [.. _calls.Snapshot()];

    public void Record(UsageRecord call)
    {
        ledger.Record(call);
        _calls.Record(call);
    }
}
